/* The method exec: from a request to a running session. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "configure.h"
#include "drain.h"
#include "freeze.h"
#include "methods.h"
#include "proc.h"
#include "session.h"
#include "spawn.h"
#include "supervise.h"

enum { ACCOUNTS_MAX = 4194304 };

static const char DEFAULT_PATH[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

static size_t list_size(char *const *list)
{
	size_t size = 0;
	while (list != NULL && list[size] != NULL)
		size++;
	return size;
}

static bool same_name(const char *variable, const char *other)
{
	size_t size = strcspn(variable, "=");
	return strncmp(variable, other, size + 1) == 0;
}

static const char *value_of(char *const *env, const char *name)
{
	size_t size = strlen(name);
	for (; *env != NULL; env++)
		if (strncmp(*env, name, size) == 0 && (*env)[size] == '=')
			return *env + size + 1;
	return NULL;
}

static void add_missing(char **env, size_t *count, char *variable)
{
	for (size_t i = 0; i < *count; i++)
		if (same_name(variable, env[i]))
			return;
	env[(*count)++] = variable;
	env[*count] = NULL;
}

/* What a program gets besides: `home` and `term` are written here and live as long as the list is used. */
struct extras {
	char home[HOME_MAX + 8];
	char term[256];
};

/* The machine's environment, overridden by the request's, completed with PATH, HOME and TERM. NULL: out of memory. */
static char **environment(const struct exec_request *wanted, const struct user *user, struct extras *extras)
{
	char *const *machine = wanted->clear_env ? NULL : configured_environment();
	size_t own = list_size(wanted->env);
	char **env = calloc(list_size(machine) + own + 4, sizeof *env);
	if (env == NULL)
		return NULL;
	size_t count = own;
	if (own > 0)
		memcpy(env, wanted->env, own * sizeof *env);
	for (; machine != NULL && *machine != NULL; machine++) {
		bool overridden = false;
		for (size_t i = 0; i < own && !overridden; i++)
			overridden = same_name(*machine, env[i]);
		if (!overridden)
			env[count++] = *machine;
	}
	if (wanted->clear_env)
		return env;
	snprintf(extras->home, sizeof extras->home, "HOME=%s", user->home);
	add_missing(env, &count, (char *)DEFAULT_PATH);
	add_missing(env, &count, extras->home);
	if (wanted->tty.present) {
		snprintf(extras->term, sizeof extras->term, "TERM=%s", wanted->tty.term ? wanted->tty.term : "xterm-256color");
		add_missing(env, &count, extras->term);
	}
	return env;
}

static int find_user(const char *spec, struct user *user)
{
	char *passwd = proc_slurp("/etc/passwd", ACCOUNTS_MAX);
	char *group = proc_slurp("/etc/group", ACCOUNTS_MAX);
	int error = user_find(spec, passwd, group, user);
	free(passwd);
	free(group);
	return error;
}

static enum problem exec_problem(int error, enum spawn_stage stage)
{
	if (stage == STAGE_EXEC && (error == -EACCES || error == -EPERM || error == -EISDIR))
		return PROBLEM_NOT_EXECUTABLE;
	return problem_of(-error);
}

static void refuse(uint32_t stream, int error, enum spawn_stage stage, const struct exec_request *wanted)
{
	const char *what = "exec";
	switch (stage) {
	case STAGE_PREPARE:
		break;
	case STAGE_USER:
		what = wanted->user != NULL ? wanted->user : "user";
		break;
	case STAGE_CWD:
		what = wanted->cwd != NULL ? wanted->cwd : "/";
		break;
	case STAGE_EXEC:
		what = wanted->argv[0];
		break;
	}
	char message[256];
	snprintf(message, sizeof message, "%.180s: %s", what, strerror(-error));
	answer_problem(stream, exec_problem(error, stage), error, message);
}

/* A supervised program's ends are kept, to start it with them again. */
static int begin(struct session *session, const struct exec_request *wanted, const struct spawn *what,
		 struct spawned *started, enum spawn_stage *stage)
{
	struct ends theirs;
	if (!wanted->restart.present && !wanted->health.present)
		return spawn(what, started, stage);
	int error = spawn_open(what, started, &theirs);
	if (error < 0)
		return error;
	error = supervise(session, wanted, what, &theirs);
	if (error < 0)
		ends_shut(&theirs);
	else
		error = spawn_start(what, &theirs, &started->pid, stage);
	if (error < 0)
		spawned_shut(started);
	return error;
}

static int start(struct session *session, const struct exec_request *wanted, const struct user *user,
		 enum spawn_stage *stage)
{
	struct extras extras;
	char **env = environment(wanted, user, &extras);
	if (env == NULL)
		return -ENOMEM;
	const char *path = value_of(env, "PATH");
	struct spawn what = {
		.argv = wanted->argv,
		.env = env,
		.path = path != NULL ? path : DEFAULT_PATH + strlen("PATH="),
		.cwd = wanted->cwd != NULL ? wanted->cwd : "/",
		.user = wanted->user != NULL ? user : NULL,
		.tty = wanted->tty.present,
		.stdin_open = wanted->stdin_open,
		.rows = wanted->tty.rows,
		.cols = wanted->tty.cols,
		.group = cgroup_home(session->workload),
	};
	struct spawned started;
	int error = begin(session, wanted, &what, &started, stage);
	if (what.group >= 0)
		close(what.group);
	free(env);
	if (error < 0)
		return error;
	session->outlets[0].source.fd = started.output;
	session->outlets[1].source.fd = started.errors;
	session->input.fd = session->tty ? dup_cloexec(started.output) : started.input;
	if (session->input.fd >= 0)
		fcntl(session->input.fd, F_SETFL, fcntl(session->input.fd, F_GETFL) | O_NONBLOCK);
	session_begin(session, started.pid);
	return 0;
}

static void say_opened(uint32_t stream, const struct session *session)
{
	struct answer answer;
	answer_begin(&answer, 2);
	answer_u64(&answer, "pid", (uint64_t)session->child.pid);
	answer_text(&answer, "session", session->id);
	answer_send(&answer, FRAME_OPENED, stream);
}

/* Refuses what can be refused before anything is made; true if it did. */
static bool refused_early(uint32_t stream, const struct exec_request *wanted, struct user *user)
{
	if (wanted->argv[0] == NULL)
		answer_problem(stream, PROBLEM_INVALID, 0, "argv: is empty");
	else if (supervise_refusal(wanted) != NULL)
		answer_problem(stream, PROBLEM_INVALID, 0, supervise_refusal(wanted));
	else if (session_find(wanted->session) != NULL)
		answer_problem(stream, PROBLEM_EXISTS, 0, "the session id is in use");
	else if (frozen())
		answer_problem(stream, PROBLEM_BUSY, 0, "the machine is frozen");
	else if (sessions_full())
		answer_problem(stream, PROBLEM_TOO_MANY_SESSIONS, 0, "256 sessions run");
	else if (find_user(wanted->user != NULL ? wanted->user : "0", user) < 0)
		answer_problem(stream, PROBLEM_UNKNOWN_USER, 0, wanted->user);
	else
		return false;
	return true;
}

void exec_method(uint32_t stream, const struct request *request)
{
	const struct exec_request *wanted = &request->as.exec;
	enum spawn_stage stage = STAGE_PREPARE;
	struct user user;
	if (refused_early(stream, wanted, &user))
		return;
	size_t scrollback = wanted->scrollback == ABSENT_U32 ? SCROLLBACK_DEFAULT : wanted->scrollback;
	struct session *session = session_new(wanted->session, wanted->argv, scrollback);
	if (session == NULL) {
		refuse(stream, -ENOMEM, stage, wanted);
		return;
	}
	session->tty = wanted->tty.present;
	session->keep = wanted->keep;
	session->workload = wanted->role != NULL && strcmp(wanted->role, "workload") == 0;
	session->stop_signal = wanted->stop_signal;
	session->idle_ms = session->workload ? 0 : wanted->idle_ms;
	int error = start(session, wanted, &user, &stage);
	if (error < 0) {
		session_discard(session);
		refuse(stream, error, stage, wanted);
		return;
	}
	if (attachment_new(stream, session, 0, wanted->stdin_open || session->tty) != NULL)
		say_opened(stream, session);
	else
		answer_result(stream, -ENOMEM, "exec");
}
