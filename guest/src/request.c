#include "request.h"

#include <string.h>

#define TABLE(rows, type) {rows, sizeof(rows) / sizeof(rows)[0], sizeof(type)}
#define AT(type, member) offsetof(struct type, member)

static const struct field INTERFACE_ROWS[] = {
	{"address", FIELD_TEXT, OPTIONAL, AT(interface, address), NULL},
	{"prefix", FIELD_U32, OPTIONAL, AT(interface, prefix), NULL},
	{"gateway", FIELD_TEXT, OPTIONAL, AT(interface, gateway), NULL},
	{"mac", FIELD_TEXT, OPTIONAL, AT(interface, mac), NULL},
};
static const struct fields INTERFACE = TABLE(INTERFACE_ROWS, struct interface);

static const struct field HOST_ROWS[] = {
	{"address", FIELD_TEXT, REQUIRED, AT(host_entry, address), NULL},
	{"names", FIELD_TEXTS, REQUIRED, AT(host_entry, names), NULL},
};
static const struct fields HOST = TABLE(HOST_ROWS, struct host_entry);

static const struct field CONFIGURE_ROWS[] = {
	{"hostname", FIELD_TEXT, OPTIONAL, AT(configure_request, hostname), NULL},
	{"interface", FIELD_GROUP, OPTIONAL, AT(configure_request, interface), &INTERFACE},
	{"dns", FIELD_TEXTS, OPTIONAL, AT(configure_request, dns), NULL},
	{"time_ns", FIELD_U64, OPTIONAL, AT(configure_request, time_ns), NULL},
	{"entropy", FIELD_BYTES, OPTIONAL, AT(configure_request, entropy), NULL},
	{"machine_id", FIELD_NAME, OPTIONAL, AT(configure_request, machine_id), NULL},
	{"env", FIELD_ENVIRONMENT, OPTIONAL, AT(configure_request, env), NULL},
	{"hosts", FIELD_GROUPS, OPTIONAL, AT(configure_request, hosts), &HOST},
	{"thaw", FIELD_BOOL, OPTIONAL, AT(configure_request, thaw), NULL},
};

static const struct field POWEROFF_ROWS[] = {
	{"grace_ms", FIELD_U32, REQUIRED, AT(poweroff_request, grace_ms), NULL},
	{"reboot", FIELD_BOOL, OPTIONAL, AT(poweroff_request, reboot), NULL},
};

static const struct field TERMINAL_ROWS[] = {
	{"rows", FIELD_U16, REQUIRED, AT(terminal, rows), NULL},
	{"cols", FIELD_U16, REQUIRED, AT(terminal, cols), NULL},
	{"term", FIELD_TEXT, OPTIONAL, AT(terminal, term), NULL},
};
static const struct fields TERMINAL = TABLE(TERMINAL_ROWS, struct terminal);

static const struct field RESTART_ROWS[] = {
	{"when", FIELD_NAME, REQUIRED, AT(restart_request, when), NULL},
	{"max_retries", FIELD_U32, OPTIONAL, AT(restart_request, max_retries), NULL},
};
static const struct fields RESTART = TABLE(RESTART_ROWS, struct restart_request);

static const struct field HEALTH_ROWS[] = {
	{"argv", FIELD_TEXTS, REQUIRED, AT(health_request, argv), NULL},
	{"interval_ms", FIELD_U32, REQUIRED, AT(health_request, interval_ms), NULL},
	{"timeout_ms", FIELD_U32, REQUIRED, AT(health_request, timeout_ms), NULL},
	{"start_period_ms", FIELD_U32, OPTIONAL, AT(health_request, start_period_ms), NULL},
	{"retries", FIELD_U32, REQUIRED, AT(health_request, retries), NULL},
};
static const struct fields HEALTH = TABLE(HEALTH_ROWS, struct health_request);

static const struct field EXEC_ROWS[] = {
	{"session", FIELD_NAME, REQUIRED, AT(exec_request, session), NULL},
	{"argv", FIELD_TEXTS, REQUIRED, AT(exec_request, argv), NULL},
	{"env", FIELD_ENVIRONMENT, OPTIONAL, AT(exec_request, env), NULL},
	{"clear_env", FIELD_BOOL, OPTIONAL, AT(exec_request, clear_env), NULL},
	{"cwd", FIELD_TEXT, OPTIONAL, AT(exec_request, cwd), NULL},
	{"user", FIELD_TEXT, OPTIONAL, AT(exec_request, user), NULL},
	{"tty", FIELD_GROUP, OPTIONAL, AT(exec_request, tty), &TERMINAL},
	{"stdin", FIELD_BOOL, OPTIONAL, AT(exec_request, stdin_open), NULL},
	{"role", FIELD_NAME, OPTIONAL, AT(exec_request, role), NULL},
	{"stop_signal", FIELD_U32, OPTIONAL, AT(exec_request, stop_signal), NULL},
	{"keep", FIELD_BOOL, OPTIONAL, AT(exec_request, keep), NULL},
	{"scrollback", FIELD_U32, OPTIONAL, AT(exec_request, scrollback), NULL},
	{"idle_ms", FIELD_U32, OPTIONAL, AT(exec_request, idle_ms), NULL},
	{"restart", FIELD_GROUP, OPTIONAL, AT(exec_request, restart), &RESTART},
	{"health", FIELD_GROUP, OPTIONAL, AT(exec_request, health), &HEALTH},
};

static const struct field ATTACH_ROWS[] = {
	{"session", FIELD_NAME, REQUIRED, AT(attach_request, session), NULL},
	{"since", FIELD_U64, OPTIONAL, AT(attach_request, since), NULL},
	{"tail", FIELD_U32, OPTIONAL, AT(attach_request, tail), NULL},
	{"input", FIELD_BOOL, OPTIONAL, AT(attach_request, input), NULL},
};

static const struct field SIGNAL_ROWS[] = {
	{"session", FIELD_NAME, REQUIRED, AT(session_request, session), NULL},
	{"signal", FIELD_U32, REQUIRED, AT(session_request, signal), NULL},
	{"leader", FIELD_BOOL, OPTIONAL, AT(session_request, leader), NULL},
};

static const struct field FORGET_ROWS[] = {
	{"session", FIELD_NAME, REQUIRED, AT(session_request, session), NULL},
};

static const struct field STAT_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"follow", FIELD_BOOL, OPTIONAL, AT(path_request, follow), NULL},
};

static const struct field LIST_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
};

static const struct field READ_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"offset", FIELD_U64, OPTIONAL, AT(path_request, offset), NULL},
	{"limit", FIELD_U64, OPTIONAL, AT(path_request, limit), NULL},
};

static const struct field WRITE_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"mode", FIELD_U32, OPTIONAL, AT(path_request, mode), NULL},
	{"uid", FIELD_U32, OPTIONAL, AT(path_request, uid), NULL},
	{"gid", FIELD_U32, OPTIONAL, AT(path_request, gid), NULL},
	{"parents", FIELD_BOOL, OPTIONAL, AT(path_request, parents), NULL},
	{"exclusive", FIELD_BOOL, OPTIONAL, AT(path_request, exclusive), NULL},
};

static const struct field MKDIR_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"mode", FIELD_U32, OPTIONAL, AT(path_request, mode), NULL},
	{"parents", FIELD_BOOL, OPTIONAL, AT(path_request, parents), NULL},
};

static const struct field MOVE_ROWS[] = {
	{"from", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"to", FIELD_PATH, REQUIRED, AT(path_request, to), NULL},
	{"overwrite", FIELD_BOOL, OPTIONAL, AT(path_request, overwrite), NULL},
};

static const struct field REMOVE_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"recursive", FIELD_BOOL, OPTIONAL, AT(path_request, recursive), NULL},
};

static const struct field CHMOD_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"mode", FIELD_U32, REQUIRED, AT(path_request, mode), NULL},
};

static const struct field SYMLINK_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"target", FIELD_TEXT, REQUIRED, AT(path_request, target), NULL},
};

static const struct field PACK_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(tree_request, path), NULL},
	{"one_filesystem", FIELD_BOOL, OPTIONAL, AT(tree_request, one_filesystem), NULL},
	{"exclude", FIELD_TEXTS, OPTIONAL, AT(tree_request, exclude), NULL},
};

static const struct field UNPACK_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(tree_request, path), NULL},
};

static const struct field WATCH_ROWS[] = {
	{"path", FIELD_PATH, REQUIRED, AT(path_request, path), NULL},
	{"recursive", FIELD_BOOL, OPTIONAL, AT(path_request, recursive), NULL},
};

static const struct field CONNECT_ROWS[] = {
	{"port", FIELD_U16, REQUIRED, AT(connect_request, port), NULL},
	{"address", FIELD_TEXT, OPTIONAL, AT(connect_request, address), NULL},
};

static const struct field MESSAGE_ROWS[] = {
	{"resize", FIELD_GROUP, OPTIONAL, AT(session_message, resize), &TERMINAL},
	{"signal", FIELD_U32, OPTIONAL, AT(session_message, signal), NULL},
};
static const struct fields MESSAGE = TABLE(MESSAGE_ROWS, struct session_message);

static const struct {
	const char *name;
	bool early;
	struct fields fields;
} METHOD[METHODS] = {
	[METHOD_CONFIGURE] = {"configure", true, TABLE(CONFIGURE_ROWS, struct configure_request)},
	[METHOD_POWEROFF] = {"poweroff", true, TABLE(POWEROFF_ROWS, struct poweroff_request)},
	[METHOD_FREEZE] = {"freeze", false, {NULL, 0, 0}},
	[METHOD_THAW] = {"thaw", false, {NULL, 0, 0}},
	[METHOD_ACTIVITY] = {"activity", false, {NULL, 0, 0}},
	[METHOD_PORTS] = {"ports", false, {NULL, 0, 0}},
	[METHOD_SYNC] = {"sync", false, {NULL, 0, 0}},
	[METHOD_METRICS] = {"metrics", true, {NULL, 0, 0}},
	[METHOD_EXEC] = {"exec", false, TABLE(EXEC_ROWS, struct exec_request)},
	[METHOD_ATTACH] = {"attach", false, TABLE(ATTACH_ROWS, struct attach_request)},
	[METHOD_SESSIONS] = {"sessions", false, {NULL, 0, 0}},
	[METHOD_SESSION_SIGNAL] = {"session_signal", false, TABLE(SIGNAL_ROWS, struct session_request)},
	[METHOD_SESSION_REMOVE] = {"session_remove", false, TABLE(FORGET_ROWS, struct session_request)},
	[METHOD_STAT] = {"stat", false, TABLE(STAT_ROWS, struct path_request)},
	[METHOD_LIST] = {"list", false, TABLE(LIST_ROWS, struct path_request)},
	[METHOD_READ] = {"read", false, TABLE(READ_ROWS, struct path_request)},
	[METHOD_WRITE] = {"write", false, TABLE(WRITE_ROWS, struct path_request)},
	[METHOD_MKDIR] = {"mkdir", false, TABLE(MKDIR_ROWS, struct path_request)},
	[METHOD_MOVE] = {"move", false, TABLE(MOVE_ROWS, struct path_request)},
	[METHOD_REMOVE] = {"remove", false, TABLE(REMOVE_ROWS, struct path_request)},
	[METHOD_CHMOD] = {"chmod", false, TABLE(CHMOD_ROWS, struct path_request)},
	[METHOD_SYMLINK] = {"symlink", false, TABLE(SYMLINK_ROWS, struct path_request)},
	[METHOD_PACK] = {"pack", false, TABLE(PACK_ROWS, struct tree_request)},
	[METHOD_UNPACK] = {"unpack", false, TABLE(UNPACK_ROWS, struct tree_request)},
	[METHOD_WATCH] = {"watch", false, TABLE(WATCH_ROWS, struct path_request)},
	[METHOD_CONNECT] = {"connect", false, TABLE(CONNECT_ROWS, struct connect_request)},
};

bool request_early(enum method method)
{
	return METHOD[method].early;
}

/* What an absent key means, where that is not zero. */
static void defaults(struct request *request)
{
	memset(&request->as, 0, sizeof request->as);
	switch (request->method) {
	case METHOD_ATTACH:
		request->as.attach.since = ABSENT_U64;
		request->as.attach.tail = ABSENT_U32;
		break;
	case METHOD_EXEC:
		request->as.exec.scrollback = ABSENT_U32;
		break;
	case METHOD_STAT:
	case METHOD_LIST:
	case METHOD_READ:
	case METHOD_WRITE:
	case METHOD_MKDIR:
	case METHOD_MOVE:
	case METHOD_REMOVE:
	case METHOD_CHMOD:
	case METHOD_SYMLINK:
		request->as.path.follow = true;
		request->as.path.limit = ABSENT_U64;
		request->as.path.mode = ABSENT_U32;
		request->as.path.uid = ABSENT_U32;
		request->as.path.gid = ABSENT_U32;
		break;
	case METHOD_CONFIGURE:
	case METHOD_POWEROFF:
	case METHOD_FREEZE:
	case METHOD_THAW:
	case METHOD_ACTIVITY:
	case METHOD_PORTS:
	case METHOD_SYNC:
	case METHOD_METRICS:
	case METHOD_SESSIONS:
	case METHOD_SESSION_SIGNAL:
	case METHOD_SESSION_REMOVE:
	case METHOD_PACK:
	case METHOD_UNPACK:
	case METHOD_WATCH:
	case METHOD_CONNECT:
	case METHODS:
		break;
	}
}

static bool unpack(msgpack_unpacked *box, const uint8_t *payload, size_t size)
{
	size_t at = 0;
	msgpack_unpacked_init(box);
	return fields_sane(payload, size) &&
	       msgpack_unpack_next(box, (const char *)payload, size, &at) == MSGPACK_UNPACK_SUCCESS &&
	       box->data.type == MSGPACK_OBJECT_MAP && (box->zone != NULL || box->data.via.map.size == 0);
}

static bool find_method(const msgpack_object *name, enum method *method)
{
	if (name == NULL || name->type != MSGPACK_OBJECT_STR)
		return false;
	for (size_t i = 0; i < METHODS; i++) {
		if (strlen(METHOD[i].name) == name->via.str.size &&
		    memcmp(METHOD[i].name, name->via.str.ptr, name->via.str.size) == 0) {
			*method = (enum method)i;
			return true;
		}
	}
	return false;
}

enum problem request_parse(struct request *request, const uint8_t *payload, size_t size)
{
	request->why.text[0] = '\0';
	if (!unpack(&request->box, payload, size))
		return PROBLEM_PROTOCOL_ERROR;
	if (!find_method(fields_find(&request->box.data, "method"), &request->method))
		return PROBLEM_UNKNOWN_METHOD;
	defaults(request);
	int error = fields_read(&METHOD[request->method].fields, &request->box.data, request->box.zone, &request->as,
				&request->why);
	if (error == 0 && request->method == METHOD_CONFIGURE)
		request->as.configure.has_hosts = request->as.configure.hosts.items != NULL;
	return error == 0 ? PROBLEM_NONE : PROBLEM_INVALID;
}

void request_free(struct request *request)
{
	msgpack_unpacked_destroy(&request->box);
}

bool session_message_parse(struct session_message *message, const uint8_t *payload, size_t size)
{
	msgpack_unpacked box;
	struct refusal why;
	*message = (struct session_message){0};
	bool good = unpack(&box, payload, size) && fields_read(&MESSAGE, &box.data, box.zone, message, &why) == 0;
	message->resize.term = NULL; /* it would not outlive the box */
	msgpack_unpacked_destroy(&box);
	return good;
}

static bool number(const msgpack_object *value, uint32_t *out)
{
	if (value == NULL || value->type != MSGPACK_OBJECT_POSITIVE_INTEGER || value->via.u64 > UINT32_MAX)
		return false;
	*out = (uint32_t)value->via.u64;
	return true;
}

bool hello_parse(const uint8_t *payload, size_t size, uint32_t *version, uint32_t *nonce)
{
	msgpack_unpacked box;
	bool good = unpack(&box, payload, size) && number(fields_find(&box.data, "version"), version) &&
		    number(fields_find(&box.data, "nonce"), nonce) && *nonce != 0;
	msgpack_unpacked_destroy(&box);
	return good;
}
