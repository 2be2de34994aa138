/* What a host may ask: every OPEN as a typed struct, and the messages within streams. Pure. */
#ifndef INGLE_REQUEST_H
#define INGLE_REQUEST_H

#include <msgpack.h>

#include "fields.h"
#include "problem.h"

enum method {
	METHOD_CONFIGURE,
	METHOD_POWEROFF,
	METHOD_FREEZE,
	METHOD_THAW,
	METHOD_ACTIVITY,
	METHOD_PORTS,
	METHOD_SYNC,
	METHOD_METRICS,
	METHOD_EXEC,
	METHOD_ATTACH,
	METHOD_SESSIONS,
	METHOD_SESSION_SIGNAL,
	METHOD_SESSION_REMOVE,
	METHOD_STAT,
	METHOD_LIST,
	METHOD_READ,
	METHOD_WRITE,
	METHOD_MKDIR,
	METHOD_MOVE,
	METHOD_REMOVE,
	METHOD_CHMOD,
	METHOD_SYMLINK,
	METHOD_PACK,
	METHOD_UNPACK,
	METHOD_WATCH,
	METHOD_CONNECT,
	METHODS,
};

struct interface {
	bool present;
	char *address;
	uint32_t prefix;
	char *gateway;
	char *mac;
};

struct host_entry {
	char *address;
	char **names;
};

struct configure_request {
	char *hostname;
	struct interface interface;
	char **dns;
	uint64_t time_ns;
	struct bytes entropy;
	char *machine_id;
	char **env;
	struct groups hosts; /* of struct host_entry */
	bool has_hosts;
	bool thaw;
};

struct poweroff_request {
	uint32_t grace_ms;
	bool reboot;
};

struct terminal {
	bool present;
	uint16_t rows;
	uint16_t cols;
	char *term;
};

struct restart_request {
	bool present;
	char *when;
	uint32_t max_retries;
};

struct health_request {
	bool present;
	char **argv;
	uint32_t interval_ms;
	uint32_t timeout_ms;
	uint32_t start_period_ms;
	uint32_t retries;
};

struct exec_request {
	char *session;
	char **argv;
	char **env;
	bool clear_env;
	char *cwd;
	char *user;
	struct terminal tty;
	bool stdin_open;
	char *role;
	uint32_t stop_signal;
	bool keep;
	uint32_t scrollback;
	uint32_t idle_ms;
	struct restart_request restart;
	struct health_request health;
};

struct attach_request {
	char *session;
	uint64_t since;
	uint32_t tail;
	bool input;
};

struct session_request {
	char *session;
	uint32_t signal;
	bool leader;
};

struct path_request {
	char *path;
	char *to;
	char *target;
	uint64_t offset;
	uint64_t limit;
	uint32_t mode;
	uint32_t uid;
	uint32_t gid;
	bool follow;
	bool parents;
	bool exclusive;
	bool overwrite;
	bool recursive;
};

struct tree_request {
	char *path;
	char **exclude;
	bool one_filesystem;
};

struct connect_request {
	char *address;
	uint16_t port;
};

struct request {
	enum method method;
	msgpack_unpacked box; /* owns everything below */
	struct refusal why;
	union {
		struct configure_request configure;
		struct poweroff_request poweroff;
		struct exec_request exec;
		struct attach_request attach;
		struct session_request session;
		struct path_request path;
		struct tree_request tree;
		struct connect_request connect;
	} as;
};

/* MESSAGE from the host within a session's stream: `resize`, `signal`, or neither. */
struct session_message {
	struct terminal resize;
	uint32_t signal;
};

/* PROBLEM_NONE, or why not (with the reason in `why`). request_free() in either case. */
enum problem request_parse(struct request *request, const uint8_t *payload, size_t size);
void request_free(struct request *request);

/* May this be asked before the first configure? */
bool request_early(enum method method);

bool session_message_parse(struct session_message *message, const uint8_t *payload, size_t size);

/* HELLO: the version and the nonce, or false. */
bool hello_parse(const uint8_t *payload, size_t size, uint32_t *version, uint32_t *nonce);

#endif
