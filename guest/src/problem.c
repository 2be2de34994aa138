#include "problem.h"

#include <errno.h>
#include <stddef.h>

static const char *const CODES[] = {
	[PROBLEM_NONE] = "",
	[PROBLEM_NOT_FOUND] = "not_found",
	[PROBLEM_GONE] = "gone",
	[PROBLEM_EXISTS] = "exists",
	[PROBLEM_NOT_A_DIRECTORY] = "not_a_directory",
	[PROBLEM_IS_A_DIRECTORY] = "is_a_directory",
	[PROBLEM_NOT_EMPTY] = "not_empty",
	[PROBLEM_PERMISSION_DENIED] = "permission_denied",
	[PROBLEM_NO_SPACE] = "no_space",
	[PROBLEM_TOO_LARGE] = "too_large",
	[PROBLEM_INVALID] = "invalid",
	[PROBLEM_UNKNOWN_METHOD] = "unknown_method",
	[PROBLEM_UNKNOWN_USER] = "unknown_user",
	[PROBLEM_NOT_EXECUTABLE] = "not_executable",
	[PROBLEM_CONNECTION_REFUSED] = "connection_refused",
	[PROBLEM_UNREACHABLE] = "unreachable",
	[PROBLEM_BUSY] = "busy",
	[PROBLEM_TOO_MANY_STREAMS] = "too_many_streams",
	[PROBLEM_TOO_MANY_SESSIONS] = "too_many_sessions",
	[PROBLEM_PROTOCOL_ERROR] = "protocol_error",
	[PROBLEM_NOT_CONFIGURED] = "not_configured",
	[PROBLEM_UNSUPPORTED] = "unsupported",
	[PROBLEM_IO] = "io",
};

static const struct {
	int error;
	enum problem problem;
} ERRNOS[] = {
	{ENOENT, PROBLEM_NOT_FOUND},
	{ESRCH, PROBLEM_NOT_FOUND},
	{EEXIST, PROBLEM_EXISTS},
	{ENOTDIR, PROBLEM_NOT_A_DIRECTORY},
	{EISDIR, PROBLEM_IS_A_DIRECTORY},
	{ENOTEMPTY, PROBLEM_NOT_EMPTY},
	{EACCES, PROBLEM_PERMISSION_DENIED},
	{EPERM, PROBLEM_PERMISSION_DENIED},
	{EROFS, PROBLEM_PERMISSION_DENIED},
	{ENOSPC, PROBLEM_NO_SPACE},
	{EDQUOT, PROBLEM_NO_SPACE},
	{E2BIG, PROBLEM_TOO_LARGE},
	{EFBIG, PROBLEM_TOO_LARGE},
	{ENAMETOOLONG, PROBLEM_TOO_LARGE},
	{EINVAL, PROBLEM_INVALID},
	{ELOOP, PROBLEM_INVALID},
	{EXDEV, PROBLEM_INVALID},
	{ENOEXEC, PROBLEM_NOT_EXECUTABLE},
	{ECONNREFUSED, PROBLEM_CONNECTION_REFUSED},
	{EHOSTUNREACH, PROBLEM_UNREACHABLE},
	{ENETUNREACH, PROBLEM_UNREACHABLE},
	{ETIMEDOUT, PROBLEM_UNREACHABLE},
	{EBUSY, PROBLEM_BUSY},
	{ETXTBSY, PROBLEM_BUSY},
};

const char *problem_code(enum problem problem)
{
	return CODES[problem];
}

enum problem problem_of(int error)
{
	for (size_t i = 0; i < sizeof ERRNOS / sizeof ERRNOS[0]; i++)
		if (ERRNOS[i].error == error)
			return ERRNOS[i].problem;
	return PROBLEM_IO;
}
