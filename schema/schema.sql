-- Made by scripts/generate from the capabilities' tables.py (as PostgreSQL writes it); migrations lead here.

CREATE TABLE generations (
	id VARCHAR(40) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	owner VARCHAR(40) NOT NULL,
	name VARCHAR(62),
	key VARCHAR(64),
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE NOT NULL,
	machine_id VARCHAR(40) NOT NULL,
	image_id VARCHAR(40) NOT NULL,
	layer_id VARCHAR(40) NOT NULL,
	base_id VARCHAR(40),
	facts JSON NOT NULL,
	CONSTRAINT pk_generations PRIMARY KEY (id),
	CONSTRAINT uq_generations_owner_name UNIQUE (owner, name),
	CONSTRAINT uq_generations_key UNIQUE (key)
);

CREATE INDEX ix_generations_image_id ON generations (image_id);

CREATE INDEX ix_generations_machine_id ON generations (machine_id);

CREATE TABLE images (
	id VARCHAR(40) NOT NULL,
	owner VARCHAR(40) NOT NULL,
	name VARCHAR(255) NOT NULL,
	state VARCHAR(16) NOT NULL,
	source VARCHAR(16) NOT NULL,
	reference TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	error TEXT NOT NULL,
	architecture VARCHAR(32),
	digest VARCHAR(80),
	size_bytes BIGINT,
	manifest_digest VARCHAR(140),
	config JSON,
	CONSTRAINT pk_images PRIMARY KEY (id),
	CONSTRAINT uq_images_owner_name UNIQUE (owner, name)
);

CREATE INDEX ix_images_state ON images (state);

CREATE TABLE layers (
	id VARCHAR(40) NOT NULL,
	format VARCHAR(8) NOT NULL,
	parent_id VARCHAR(40),
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_layers PRIMARY KEY (id)
);

CREATE INDEX ix_layers_parent_id ON layers (parent_id);

CREATE TABLE machine_history (
	id SERIAL NOT NULL,
	machine_id VARCHAR(40) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	state VARCHAR(16) NOT NULL,
	detail TEXT NOT NULL,
	CONSTRAINT pk_machine_history PRIMARY KEY (id)
);

CREATE INDEX ix_machine_history_machine_id ON machine_history (machine_id);

CREATE TABLE machines (
	id VARCHAR(40) NOT NULL,
	owner VARCHAR(40) NOT NULL,
	name VARCHAR(62) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	image_id VARCHAR(40) NOT NULL,
	vcpus INTEGER NOT NULL,
	memory_mib INTEGER NOT NULL,
	disk_mib INTEGER NOT NULL,
	request JSON NOT NULL,
	launch JSON NOT NULL,
	labels JSON NOT NULL,
	timers JSON NOT NULL,
	mortal BOOLEAN NOT NULL,
	parent_id VARCHAR(40),
	source_id VARCHAR(40),
	intent VARCHAR(16) NOT NULL,
	state VARCHAR(16) NOT NULL,
	boot INTEGER NOT NULL,
	vmm_pid INTEGER,
	vmm_started_ticks BIGINT,
	vmm_host_boot_id VARCHAR(64),
	workload_state VARCHAR(16) NOT NULL,
	workload_exit_code INTEGER,
	workload_exit_signal INTEGER,
	workload_restarts INTEGER NOT NULL,
	workload_health VARCHAR(16) NOT NULL,
	workload_backing_off BOOLEAN NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE,
	stopped_at TIMESTAMP WITH TIME ZONE,
	stop_cause VARCHAR(16),
	error TEXT NOT NULL,
	engine VARCHAR(64) NOT NULL,
	kernel VARCHAR(128) NOT NULL,
	layer_id VARCHAR(40),
	asleep_in VARCHAR(40),
	base_id VARCHAR(40),
	CONSTRAINT pk_machines PRIMARY KEY (id),
	CONSTRAINT uq_machines_owner_name UNIQUE (owner, name)
);

CREATE INDEX ix_machines_image_id ON machines (image_id);

CREATE INDEX ix_machines_mortal ON machines (mortal);

CREATE TABLE rest_habits (
	owner VARCHAR(40) NOT NULL,
	warm_after FLOAT,
	cold_after FLOAT,
	CONSTRAINT pk_rest_habits PRIMARY KEY (owner)
);

CREATE TABLE users (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	admin BOOLEAN NOT NULL,
	password_hash TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_users PRIMARY KEY (id),
	CONSTRAINT uq_users_name_key UNIQUE (name_key)
);

CREATE TABLE limits (
	user_id TEXT NOT NULL,
	machines INTEGER,
	vcpus INTEGER,
	memory_mib INTEGER,
	disk_mib INTEGER,
	snapshots INTEGER,
	requests_per_minute INTEGER,
	CONSTRAINT pk_limits PRIMARY KEY (user_id),
	CONSTRAINT fk_limits_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE sessions (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_sessions PRIMARY KEY (id),
	CONSTRAINT fk_sessions_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_sessions_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);

CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE tokens (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	name TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	scopes JSON NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_tokens PRIMARY KEY (id),
	CONSTRAINT fk_tokens_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_tokens_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_tokens_user_id ON tokens (user_id);
