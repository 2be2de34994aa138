#include "methods.h"

#include "answer.h"
#include "configure.h"

static void (*const METHOD[METHODS])(uint32_t, const struct request *) = {
	[METHOD_CONFIGURE] = configure_method,
	[METHOD_POWEROFF] = poweroff_method,
	[METHOD_FREEZE] = freeze_method,
	[METHOD_THAW] = thaw_method,
	[METHOD_ACTIVITY] = activity_method,
	[METHOD_PORTS] = ports_method,
	[METHOD_SYNC] = sync_method,
	[METHOD_METRICS] = metrics_method,
	[METHOD_EXEC] = exec_method,
	[METHOD_ATTACH] = attach_method,
	[METHOD_SESSIONS] = sessions_method,
	[METHOD_SESSION_SIGNAL] = session_signal_method,
	[METHOD_SESSION_REMOVE] = session_remove_method,
	[METHOD_STAT] = stat_method,
	[METHOD_LIST] = list_method,
	[METHOD_READ] = read_method,
	[METHOD_WRITE] = write_method,
	[METHOD_MKDIR] = mkdir_method,
	[METHOD_MOVE] = move_method,
	[METHOD_REMOVE] = remove_method,
	[METHOD_CHMOD] = chmod_method,
	[METHOD_SYMLINK] = symlink_method,
	[METHOD_PACK] = pack_method,
	[METHOD_UNPACK] = unpack_method,
	[METHOD_WATCH] = watch_method,
	[METHOD_CONNECT] = connect_method,
};

static const char *reason(enum problem problem, const struct request *request)
{
	if (problem == PROBLEM_PROTOCOL_ERROR)
		return "the payload is not a MessagePack map";
	if (problem == PROBLEM_UNKNOWN_METHOD)
		return "no such method";
	return request->why.text;
}

void method_open(uint32_t stream, const uint8_t *payload, size_t size)
{
	struct request request;
	enum problem problem = request_parse(&request, payload, size);
	if (problem != PROBLEM_NONE)
		answer_problem(stream, problem, 0, reason(problem, &request));
	else if (!configured() && !request_early(request.method))
		answer_problem(stream, PROBLEM_NOT_CONFIGURED, 0, "configure comes first");
	else
		METHOD[request.method](stream, &request);
	request_free(&request);
}
