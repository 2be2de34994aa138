#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "borrow.h"
#include "descriptors.h"

/* What a child needs to become the program, and what it says if it does not. It lives in the agent's own memory until then. */
struct birth {
	const struct spawn *what;
	const struct ends *theirs;
	enum spawn_stage stage;
	int error;
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int pipe_pair(int *reader, int *writer)
{
	int pair[2];
	if (pipe2(pair, O_CLOEXEC) < 0)
		return -errno;
	*reader = pair[0];
	*writer = pair[1];
	return 0;
}

static int open_terminal(const struct spawn *what, struct spawned *ours, struct ends *theirs)
{
	struct winsize size = {.ws_row = what->rows, .ws_col = what->cols};
	ours->output = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ours->output < 0)
		return -errno;
	int unlock = 0;
	if (ioctl(ours->output, TIOCSPTLCK, &unlock) < 0)
		return -errno;
	theirs->output = ioctl(ours->output, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (theirs->output < 0 || ioctl(ours->output, TIOCSWINSZ, &size) < 0)
		return -errno;
	if (what->user != NULL && fchown(theirs->output, what->user->uid, (gid_t)-1) < 0 && errno != EPERM)
		return -errno;
	return 0;
}

static int open_pipes(const struct spawn *what, struct spawned *ours, struct ends *theirs)
{
	enum { PIPE_SIZE = 262144 };
	int error = 0;
	if (what->stdin_open)
		error = pipe_pair(&theirs->input, &ours->input);
	else if ((theirs->input = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0)
		error = -errno;
	if (error == 0)
		error = pipe_pair(&ours->output, &theirs->output);
	if (error == 0)
		error = pipe_pair(&ours->errors, &theirs->errors);
	if (error == 0)
		fcntl(ours->output, F_SETPIPE_SZ, PIPE_SIZE); /* fewer turns between writer and reader; not vital */
	return error;
}

static void default_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL); /* fails for the few that cannot be changed */
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static int become(const struct user *user)
{
	if (user == NULL || (user->uid == geteuid() && geteuid() != 0))
		return 0;
	if (setgroups(user->groups_count, user->groups) < 0 || setresgid(user->gid, user->gid, user->gid) < 0 ||
	    setresuid(user->uid, user->uid, user->uid) < 0)
		return -errno;
	return 0;
}

static int take_terminal(const struct ends *theirs)
{
	if (ioctl(theirs->output, TIOCSCTTY, 0) < 0)
		return -errno;
	for (int fd = 0; fd <= 2; fd++)
		if (dup2(theirs->output, fd) < 0)
			return -errno;
	return 0;
}

static int take_pipes(const struct ends *theirs)
{
	if (dup2(theirs->input, 0) < 0 || dup2(theirs->output, 1) < 0 || dup2(theirs->errors, 2) < 0)
		return -errno;
	return 0;
}

/* Tries each directory of a PATH as a shell would; the error is the most telling one. */
static int search_and_execute(const struct spawn *what)
{
	char candidate[PATH_MAX];
	int error = -ENOENT;
	for (const char *at = what->path;; at++) {
		size_t size = strcspn(at, ":");
		int written = snprintf(candidate, sizeof candidate, "%.*s%s%s", (int)size, at, size > 0 ? "/" : "",
				       what->argv[0]);
		if (written > 0 && (size_t)written < sizeof candidate) {
			execve(candidate, what->argv, what->env);
			if (errno != ENOENT && errno != ENOTDIR)
				error = -errno;
			if (errno == E2BIG || errno == ENOEXEC)
				break;
		}
		at += size;
		if (*at == '\0')
			break;
	}
	return error;
}

static int execute(const struct spawn *what)
{
	if (what->argv[0][0] == '\0')
		return -ENOENT;
	if (strchr(what->argv[0], '/') == NULL)
		return search_and_execute(what);
	execve(what->argv[0], what->argv, what->env);
	return -errno;
}

static void clear_oom_score(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	ssize_t written = write(fd, "0", 1);
	(void)written; /* the default is a wish, too */
	close(fd);
}

static int become_program(const struct spawn *what, const struct ends *theirs, enum spawn_stage *stage)
{
	default_signals();
	umask(022);
	clear_oom_score();
	descriptors_restore();
	*stage = STAGE_PREPARE;
	if (setsid() < 0)
		return -errno;
	int error = what->tty ? take_terminal(theirs) : take_pipes(theirs);
	if (error < 0)
		return error;
	*stage = STAGE_USER;
	error = become(what->user);
	if (error < 0)
		return error;
	*stage = STAGE_CWD;
	if (chdir(what->cwd) < 0)
		return -errno;
	*stage = STAGE_EXEC;
	return execute(what);
}

_Noreturn static void child(void *argument)
{
	struct birth *birth = argument;
	birth->error = become_program(birth->what, birth->theirs, &birth->stage);
	_exit(127);
}

void ends_shut(struct ends *theirs)
{
	shut(&theirs->input);
	shut(&theirs->output);
	shut(&theirs->errors);
}

void spawned_shut(struct spawned *ours)
{
	shut(&ours->input);
	shut(&ours->output);
	shut(&ours->errors);
}

int spawn_open(const struct spawn *what, struct spawned *ours, struct ends *theirs)
{
	*theirs = (struct ends){-1, -1, -1};
	*ours = (struct spawned){-1, -1, -1, -1};
	int error = what->tty ? open_terminal(what, ours, theirs) : open_pipes(what, ours, theirs);
	if (error < 0) {
		ends_shut(theirs);
		spawned_shut(ours);
	}
	return error;
}

int spawn_start(const struct spawn *what, const struct ends *theirs, pid_t *pid, enum spawn_stage *stage)
{
	struct birth birth = {what, theirs, STAGE_PREPARE, 0};
	*pid = borrow_memory(child, &birth, what->group);
	*stage = birth.stage;
	return *pid < 0 ? *pid : birth.error;
}

int spawn(const struct spawn *what, struct spawned *started, enum spawn_stage *stage)
{
	struct ends theirs;
	*stage = STAGE_PREPARE;
	int error = spawn_open(what, started, &theirs);
	if (error < 0)
		return error;
	error = spawn_start(what, &theirs, &started->pid, stage);
	ends_shut(&theirs);
	if (error < 0)
		spawned_shut(started);
	return error;
}
