-- Made by scripts/generate from the capabilities' tables.py (as PostgreSQL writes it); migrations lead here.

CREATE TABLE audit (
	id TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	action TEXT NOT NULL,
	actor_id TEXT NOT NULL,
	actor_name TEXT NOT NULL,
	subject_id TEXT NOT NULL,
	subject_name TEXT NOT NULL,
	via TEXT NOT NULL,
	address TEXT NOT NULL,
	detail TEXT NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE INDEX ix_audit_actor_id ON audit (actor_id);

CREATE INDEX ix_audit_subject_id ON audit (subject_id);

CREATE TABLE content_rows (
	id TEXT NOT NULL,
	data BYTEA NOT NULL,
	CONSTRAINT pk_content_rows PRIMARY KEY (id)
);

CREATE TABLE contents (
	id TEXT NOT NULL,
	size BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	store TEXT NOT NULL,
	refs INTEGER NOT NULL,
	created_us BIGINT NOT NULL,
	CONSTRAINT pk_contents PRIMARY KEY (id)
);

CREATE INDEX ix_contents_unused ON contents (id) WHERE refs <= 0;

CREATE TABLE dav_locks (
	token TEXT NOT NULL,
	tree TEXT NOT NULL,
	path TEXT NOT NULL,
	deep BOOLEAN NOT NULL,
	shared BOOLEAN NOT NULL,
	user_id TEXT NOT NULL,
	owner TEXT NOT NULL,
	seconds INTEGER NOT NULL,
	expires_us BIGINT NOT NULL,
	CONSTRAINT pk_dav_locks PRIMARY KEY (token)
);

CREATE INDEX ix_dav_locks_expires_us ON dav_locks (expires_us);

CREATE INDEX ix_dav_locks_tree ON dav_locks (tree);

CREATE INDEX ix_dav_locks_user_id ON dav_locks (user_id);

CREATE TABLE facts (
	number BIGSERIAL NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	type TEXT NOT NULL,
	owner TEXT NOT NULL,
	subject TEXT NOT NULL,
	data BYTEA NOT NULL,
	CONSTRAINT pk_facts PRIMARY KEY (number)
);

CREATE INDEX ix_facts_owner_number ON facts (owner, number);

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

CREATE TABLE grant_changes (
	id SERIAL NOT NULL,
	number BIGINT NOT NULL,
	CONSTRAINT pk_grant_changes PRIMARY KEY (id)
);

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

CREATE TABLE invites (
	id TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	note TEXT NOT NULL,
	uses_left INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_invites PRIMARY KEY (id),
	CONSTRAINT uq_invites_secret_hash UNIQUE (secret_hash)
);

CREATE TABLE layers (
	id VARCHAR(40) NOT NULL,
	format VARCHAR(8) NOT NULL,
	parent_id VARCHAR(40),
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_layers PRIMARY KEY (id)
);

CREATE INDEX ix_layers_parent_id ON layers (parent_id);

CREATE TABLE login_failures (
	key BYTEA NOT NULL,
	count INTEGER NOT NULL,
	failed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_login_failures PRIMARY KEY (key)
);

CREATE INDEX ix_login_failures_failed_at ON login_failures (failed_at);

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

CREATE TABLE thumbnails (
	sha256 BYTEA NOT NULL,
	pixels INTEGER NOT NULL,
	content TEXT,
	made_us BIGINT NOT NULL,
	CONSTRAINT pk_thumbnails PRIMARY KEY (sha256, pixels)
);

CREATE INDEX ix_thumbnails_made_us ON thumbnails (made_us);

CREATE TABLE upload_parts (
	upload TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_upload_parts PRIMARY KEY (upload, number)
);

CREATE TABLE users (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	admin BOOLEAN NOT NULL,
	password_hash TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	email TEXT,
	email_key TEXT,
	temporary BOOLEAN DEFAULT false NOT NULL,
	suspended_at TIMESTAMP WITH TIME ZONE,
	leaving_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_users PRIMARY KEY (id),
	CONSTRAINT uq_users_name_key UNIQUE (name_key)
);

CREATE UNIQUE INDEX ix_users_email_key ON users (email_key);

CREATE INDEX ix_users_leaving_at ON users (leaving_at);

CREATE TABLE versions (
	id TEXT NOT NULL,
	entry TEXT NOT NULL,
	content TEXT NOT NULL,
	size BIGINT NOT NULL,
	modified_us BIGINT NOT NULL,
	replaced_us BIGINT NOT NULL,
	CONSTRAINT pk_versions PRIMARY KEY (id)
);

CREATE INDEX ix_versions_entry_id ON versions (entry, id);

CREATE INDEX ix_versions_replaced_us ON versions (replaced_us);

CREATE TABLE void_signatures (
	subject TEXT NOT NULL,
	until_us BIGINT NOT NULL,
	CONSTRAINT pk_void_signatures PRIMARY KEY (subject)
);

CREATE TABLE apps (
	id TEXT NOT NULL,
	owner TEXT,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	title TEXT NOT NULL,
	description TEXT NOT NULL,
	index_url TEXT NOT NULL,
	origin TEXT,
	visibility TEXT NOT NULL,
	maximize_on_start BOOLEAN NOT NULL,
	background BOOLEAN NOT NULL,
	metadata JSON NOT NULL,
	types JSON NOT NULL,
	icon BYTEA,
	icon_type TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_apps PRIMARY KEY (id),
	CONSTRAINT fk_apps_owner_users FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_apps_name_key UNIQUE (name_key),
	CONSTRAINT uq_apps_origin UNIQUE (origin)
);

CREATE INDEX ix_apps_owner ON apps (owner);

CREATE INDEX ix_apps_visibility ON apps (visibility);

CREATE TABLE entities (
	id TEXT NOT NULL,
	collection TEXT NOT NULL,
	owner TEXT NOT NULL,
	app_id TEXT NOT NULL,
	value JSON NOT NULL,
	size INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_entities PRIMARY KEY (id),
	CONSTRAINT fk_entities_owner_users FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_entities_collection_id ON entities (collection, id);

CREATE INDEX ix_entities_collection_owner_id ON entities (collection, owner, id);

CREATE INDEX ix_entities_owner ON entities (owner);

CREATE TABLE entity_fills (
	owner TEXT NOT NULL,
	collection TEXT NOT NULL,
	entities BIGINT NOT NULL,
	size BIGINT NOT NULL,
	CONSTRAINT pk_entity_fills PRIMARY KEY (owner, collection),
	CONSTRAINT fk_entity_fills_owner_users FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE grants (
	id TEXT NOT NULL,
	issuer TEXT NOT NULL,
	holder_kind TEXT NOT NULL,
	holder TEXT NOT NULL,
	kind TEXT NOT NULL,
	object TEXT NOT NULL,
	mode INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	note TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_grants PRIMARY KEY (id),
	CONSTRAINT uq_grants_object_kind_holder_kind_holder_issuer UNIQUE (object, kind, holder_kind, holder, issuer),
	CONSTRAINT fk_grants_issuer_users FOREIGN KEY(issuer) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_grants_holder_kind_holder ON grants (holder_kind, holder);

CREATE INDEX ix_grants_issuer ON grants (issuer);

CREATE INDEX ix_grants_object_mode ON grants (object, mode);

CREATE TABLE groups (
	id TEXT NOT NULL,
	owner TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_groups PRIMARY KEY (id),
	CONSTRAINT uq_groups_owner_name_key UNIQUE (owner, name_key),
	CONSTRAINT fk_groups_owner_users FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE identities (
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	user_id TEXT NOT NULL,
	provider TEXT NOT NULL,
	email TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_identities PRIMARY KEY (issuer, subject),
	CONSTRAINT fk_identities_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_identities_user_id ON identities (user_id);

CREATE TABLE kv_entries (
	user_id TEXT NOT NULL,
	app_id TEXT NOT NULL,
	key BYTEA NOT NULL,
	value BYTEA NOT NULL,
	size INTEGER NOT NULL,
	expires_at_ms BIGINT,
	private BOOLEAN NOT NULL,
	CONSTRAINT pk_kv_entries PRIMARY KEY (user_id, app_id, key),
	CONSTRAINT fk_kv_entries_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_kv_entries_expires_at_ms ON kv_entries (expires_at_ms);

CREATE TABLE kv_fills (
	user_id TEXT NOT NULL,
	keys BIGINT NOT NULL,
	size BIGINT NOT NULL,
	CONSTRAINT pk_kv_fills PRIMARY KEY (user_id),
	CONSTRAINT fk_kv_fills_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE limits (
	user_id TEXT NOT NULL,
	machines INTEGER,
	vcpus INTEGER,
	memory_mib INTEGER,
	disk_mib INTEGER,
	snapshots INTEGER,
	storage_mib INTEGER,
	requests_per_minute INTEGER,
	CONSTRAINT pk_limits PRIMARY KEY (user_id),
	CONSTRAINT fk_limits_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE links (
	id TEXT NOT NULL,
	issuer TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	password_hash TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_links PRIMARY KEY (id),
	CONSTRAINT fk_links_issuer_users FOREIGN KEY(issuer) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_links_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_links_issuer ON links (issuer);

CREATE TABLE notifications (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	app_id TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	icon TEXT NOT NULL,
	value BYTEA NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	shown_at TIMESTAMP WITH TIME ZONE,
	acknowledged_at TIMESTAMP WITH TIME ZONE,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_notifications PRIMARY KEY (id),
	CONSTRAINT fk_notifications_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_notifications_expires_at ON notifications (expires_at);

CREATE INDEX ix_notifications_user_id_id ON notifications (user_id, id);

CREATE TABLE one_time_passwords (
	user_id TEXT NOT NULL,
	secret BYTEA NOT NULL,
	enabled_at TIMESTAMP WITH TIME ZONE,
	last_step BIGINT NOT NULL,
	CONSTRAINT pk_one_time_passwords PRIMARY KEY (user_id),
	CONSTRAINT fk_one_time_passwords_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE passkeys (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	name TEXT NOT NULL,
	host TEXT NOT NULL,
	credential_id BYTEA NOT NULL,
	public_key BYTEA NOT NULL,
	sign_count BIGINT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_passkeys PRIMARY KEY (id),
	CONSTRAINT fk_passkeys_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_passkeys_credential_id UNIQUE (credential_id)
);

CREATE INDEX ix_passkeys_user_id ON passkeys (user_id);

CREATE TABLE permissions (
	holder_kind TEXT NOT NULL,
	holder TEXT NOT NULL,
	name TEXT NOT NULL,
	issuer TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_permissions PRIMARY KEY (holder_kind, holder, name, issuer),
	CONSTRAINT fk_permissions_issuer_users FOREIGN KEY(issuer) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_permissions_issuer ON permissions (issuer);

CREATE TABLE recovery_codes (
	user_id TEXT NOT NULL,
	code_hash BYTEA NOT NULL,
	CONSTRAINT pk_recovery_codes PRIMARY KEY (user_id, code_hash),
	CONSTRAINT fk_recovery_codes_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE sessions (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	kind TEXT DEFAULT 'web' NOT NULL,
	label TEXT DEFAULT '' NOT NULL,
	address TEXT DEFAULT '' NOT NULL,
	user_agent TEXT DEFAULT '' NOT NULL,
	elevated_until TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_sessions PRIMARY KEY (id),
	CONSTRAINT fk_sessions_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_sessions_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);

CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE sites (
	id TEXT NOT NULL,
	owner TEXT NOT NULL,
	name TEXT NOT NULL,
	domain TEXT,
	directory TEXT NOT NULL,
	private BOOLEAN NOT NULL,
	fallback BOOLEAN NOT NULL,
	app_id TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_sites PRIMARY KEY (id),
	CONSTRAINT fk_sites_owner_users FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_sites_name UNIQUE (name),
	CONSTRAINT uq_sites_domain UNIQUE (domain)
);

CREATE INDEX ix_sites_directory ON sites (directory);

CREATE INDEX ix_sites_owner ON sites (owner);

CREATE TABLE tickets (
	id TEXT NOT NULL,
	purpose TEXT NOT NULL,
	user_id TEXT,
	secret_hash BYTEA NOT NULL,
	data JSON NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_tickets PRIMARY KEY (id),
	CONSTRAINT fk_tickets_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_tickets_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_tickets_expires_at ON tickets (expires_at);

CREATE INDEX ix_tickets_user_id ON tickets (user_id);

CREATE TABLE tokens (
	id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	name TEXT NOT NULL,
	secret_hash BYTEA NOT NULL,
	scopes JSON NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	used_at TIMESTAMP WITH TIME ZONE,
	app_id TEXT,
	restricted BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT pk_tokens PRIMARY KEY (id),
	CONSTRAINT fk_tokens_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT uq_tokens_secret_hash UNIQUE (secret_hash)
);

CREATE INDEX ix_tokens_app_id ON tokens (app_id);

CREATE INDEX ix_tokens_user_id ON tokens (user_id);

CREATE TABLE trees (
	id TEXT NOT NULL,
	root TEXT NOT NULL,
	number BIGINT NOT NULL,
	shape BIGINT NOT NULL,
	used_bytes BIGINT NOT NULL,
	entries BIGINT NOT NULL,
	CONSTRAINT pk_trees PRIMARY KEY (id),
	CONSTRAINT fk_trees_id_users FOREIGN KEY(id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE app_defaults (
	user_id TEXT NOT NULL,
	type TEXT NOT NULL,
	app_id TEXT NOT NULL,
	CONSTRAINT pk_app_defaults PRIMARY KEY (user_id, type),
	CONSTRAINT fk_app_defaults_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_app_defaults_app_id_apps FOREIGN KEY(app_id) REFERENCES apps (id) ON DELETE CASCADE
);

CREATE INDEX ix_app_defaults_app_id ON app_defaults (app_id);

CREATE TABLE app_types (
	type TEXT NOT NULL,
	app_id TEXT NOT NULL,
	CONSTRAINT pk_app_types PRIMARY KEY (type, app_id),
	CONSTRAINT fk_app_types_app_id_apps FOREIGN KEY(app_id) REFERENCES apps (id) ON DELETE CASCADE
);

CREATE INDEX ix_app_types_app_id ON app_types (app_id);

CREATE TABLE app_uses (
	user_id TEXT NOT NULL,
	app_id TEXT NOT NULL,
	installed BOOLEAN NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE,
	opens INTEGER NOT NULL,
	CONSTRAINT pk_app_uses PRIMARY KEY (user_id, app_id),
	CONSTRAINT fk_app_uses_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_app_uses_app_id_apps FOREIGN KEY(app_id) REFERENCES apps (id) ON DELETE CASCADE
);

CREATE INDEX ix_app_uses_app_id ON app_uses (app_id);

CREATE TABLE changes (
	tree TEXT NOT NULL,
	number BIGINT NOT NULL,
	happened TEXT NOT NULL,
	entry TEXT NOT NULL,
	path TEXT NOT NULL,
	old_path TEXT NOT NULL,
	at_us BIGINT NOT NULL,
	CONSTRAINT pk_changes PRIMARY KEY (tree, number),
	CONSTRAINT fk_changes_tree_trees FOREIGN KEY(tree) REFERENCES trees (id) ON DELETE CASCADE
);

CREATE INDEX ix_changes_at_us ON changes (at_us);

CREATE TABLE entity_keys (
	collection TEXT NOT NULL,
	owner TEXT NOT NULL,
	field TEXT NOT NULL,
	key BYTEA NOT NULL,
	entity_id TEXT NOT NULL,
	CONSTRAINT pk_entity_keys PRIMARY KEY (collection, owner, field, key),
	CONSTRAINT fk_entity_keys_entity_id_entities FOREIGN KEY(entity_id) REFERENCES entities (id) ON DELETE CASCADE
);

CREATE INDEX ix_entity_keys_entity_id ON entity_keys (entity_id);

CREATE TABLE entries (
	id TEXT NOT NULL,
	tree TEXT NOT NULL,
	parent TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT COLLATE "C" NOT NULL,
	search_key TEXT COLLATE "C" NOT NULL,
	kind TEXT NOT NULL,
	size BIGINT NOT NULL,
	content TEXT,
	target TEXT,
	media_type TEXT NOT NULL,
	created_us BIGINT NOT NULL,
	modified_us BIGINT NOT NULL,
	immutable BOOLEAN NOT NULL,
	metadata TEXT,
	trashed_us BIGINT,
	home TEXT,
	home_name TEXT,
	properties TEXT,
	CONSTRAINT pk_entries PRIMARY KEY (id),
	CONSTRAINT uq_entries_parent_name_key UNIQUE (parent, name_key),
	CONSTRAINT fk_entries_tree_trees FOREIGN KEY(tree) REFERENCES trees (id) ON DELETE CASCADE
);

CREATE INDEX ix_entries_directories ON entries (parent) WHERE kind = 'directory';

CREATE INDEX ix_entries_tree_search_key ON entries (tree, search_key);

CREATE TABLE group_members (
	group_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	CONSTRAINT pk_group_members PRIMARY KEY (group_id, user_id),
	CONSTRAINT fk_group_members_group_id_groups FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE,
	CONSTRAINT fk_group_members_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_group_members_user_id ON group_members (user_id);

CREATE TABLE text_shelves (
	id SERIAL NOT NULL,
	tree TEXT NOT NULL,
	number BIGINT NOT NULL,
	CONSTRAINT pk_text_shelves PRIMARY KEY (id),
	CONSTRAINT uq_text_shelves_tree UNIQUE (tree),
	CONSTRAINT fk_text_shelves_tree_trees FOREIGN KEY(tree) REFERENCES trees (id) ON DELETE CASCADE
);

CREATE TABLE uploads (
	id TEXT NOT NULL,
	uploader TEXT NOT NULL,
	tree TEXT NOT NULL,
	path TEXT NOT NULL,
	size BIGINT,
	sha256 BYTEA,
	terms TEXT NOT NULL,
	received BIGINT NOT NULL,
	created_us BIGINT NOT NULL,
	expires_us BIGINT NOT NULL,
	entry TEXT,
	CONSTRAINT pk_uploads PRIMARY KEY (id),
	CONSTRAINT fk_uploads_tree_trees FOREIGN KEY(tree) REFERENCES trees (id) ON DELETE CASCADE
);

CREATE INDEX ix_uploads_expires_us ON uploads (expires_us);

CREATE INDEX ix_uploads_tree ON uploads (tree);

CREATE INDEX ix_uploads_uploader_id ON uploads (uploader, id);

CREATE TABLE texts (
	id SERIAL NOT NULL,
	shelf INTEGER NOT NULL,
	entry TEXT NOT NULL,
	content TEXT NOT NULL,
	body TEXT NOT NULL,
	CONSTRAINT pk_texts PRIMARY KEY (id),
	CONSTRAINT fk_texts_shelf_text_shelves FOREIGN KEY(shelf) REFERENCES text_shelves (id) ON DELETE CASCADE,
	CONSTRAINT uq_texts_entry UNIQUE (entry)
);

CREATE INDEX ix_texts_shelf ON texts (shelf);

CREATE TABLE text_words (
	shelf INTEGER NOT NULL,
	word TEXT COLLATE "C" NOT NULL,
	text INTEGER NOT NULL,
	CONSTRAINT pk_text_words PRIMARY KEY (shelf, word, text),
	CONSTRAINT fk_text_words_text_texts FOREIGN KEY(text) REFERENCES texts (id) ON DELETE CASCADE
);

CREATE INDEX ix_text_words_text ON text_words (text);
