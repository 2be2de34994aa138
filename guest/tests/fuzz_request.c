/* Whatever stands in OPEN, MESSAGE and HELLO: it is parsed or refused, and what is parsed can be read to its end. */
#include <string.h>

#include "request.h"
#include "user.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t weigh(char *const *texts)
{
	size_t size = 0;
	for (; texts != NULL && *texts != NULL; texts++)
		size += strlen(*texts);
	return size;
}

static size_t look_at(const struct request *request)
{
	size_t seen = 0;
	if (request->method == METHOD_EXEC) {
		const struct exec_request *exec = &request->as.exec;
		struct user user;
		seen += weigh(exec->argv) + weigh(exec->env) + strlen(exec->session);
		seen += weigh(exec->health.argv);
		if (exec->restart.present)
			seen += strlen(exec->restart.when);
		if (exec->user != NULL)
			user_find(exec->user, "a:b:1:2:c:/d:\n", "e:f:3:a,g\n", &user);
	} else if (request->method == METHOD_CONFIGURE) {
		const struct configure_request *configure = &request->as.configure;
		const struct host_entry *hosts = configure->hosts.items;
		seen += weigh(configure->dns) + weigh(configure->env) + configure->entropy.size;
		for (size_t i = 0; i < configure->hosts.count; i++)
			seen += strlen(hosts[i].address) + weigh(hosts[i].names);
	} else if (request->method >= METHOD_STAT && request->method <= METHOD_SYMLINK) {
		seen += strlen(request->as.path.path);
	} else if (request->method == METHOD_WATCH) {
		seen += strlen(request->as.path.path) + request->as.path.recursive;
	} else if (request->method == METHOD_PACK || request->method == METHOD_UNPACK) {
		seen += strlen(request->as.tree.path) + weigh(request->as.tree.exclude);
	}
	return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct request request;
	struct session_message message;
	uint32_t version;
	uint32_t nonce;
	static volatile size_t sink; /* what is only read must not be optimised away */
	if (request_parse(&request, data, size) == PROBLEM_NONE)
		sink = look_at(&request);
	(void)sink;
	request_free(&request);
	session_message_parse(&message, data, size);
	hello_parse(data, size, &version, &nonce);
	return 0;
}
