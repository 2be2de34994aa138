-- Made by scripts/generate from the capabilities' tables.py (as PostgreSQL writes it); migrations lead here.

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
	intent VARCHAR(16) NOT NULL,
	state VARCHAR(16) NOT NULL,
	boot INTEGER NOT NULL,
	vmm_pid INTEGER,
	vmm_started_ticks BIGINT,
	vmm_host_boot_id VARCHAR(64),
	workload_state VARCHAR(16) NOT NULL,
	workload_exit_code INTEGER,
	workload_exit_signal INTEGER,
	started_at TIMESTAMP WITH TIME ZONE,
	stopped_at TIMESTAMP WITH TIME ZONE,
	stop_cause VARCHAR(16),
	error TEXT NOT NULL,
	engine VARCHAR(64) NOT NULL,
	kernel VARCHAR(128) NOT NULL,
	CONSTRAINT pk_machines PRIMARY KEY (id),
	CONSTRAINT uq_machines_owner_name UNIQUE (owner, name)
);

CREATE INDEX ix_machines_image_id ON machines (image_id);

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
