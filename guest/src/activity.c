/*
 * The method activity: what goes on in the machine though nobody talks to it. A shell that waits for its next line is
 * nothing; what it has started is something. One pass over /proc, and none where no terminal is open.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "methods.h"
#include "proc.h"
#include "session.h"

enum { REASONS_MAX = 16, COMMAND_MAX = 80 };

static const char DECLARED[] = "/run/ingle/busy";

struct reasons {
	size_t count;
	char texts[REASONS_MAX][SESSION_ID_SIZE + COMMAND_MAX + 16];
};

/* A command in plain characters, cut where it is long: reasons are for people. */
static void add(struct reasons *reasons, const struct session *session, const char *command)
{
	char plain[COMMAND_MAX + 1];
	size_t size = 0;
	if (reasons->count == REASONS_MAX)
		return;
	for (; command[size] != '\0' && size < COMMAND_MAX; size++)
		plain[size] = isprint((unsigned char)command[size]) ? command[size] : '?';
	plain[size] = '\0';
	char *text = reasons->texts[reasons->count++];
	snprintf(text, sizeof reasons->texts[0], "session %s: %s%s", session->id, plain, command[size] != '\0' ? "…" : "");
}

static void add_program(struct reasons *reasons, const struct session *session)
{
	char command[COMMAND_MAX + 2] = "";
	size_t size = 0;
	for (char *const *word = session->argv; *word != NULL && size < sizeof command; word++)
		size += (size_t)snprintf(command + size, sizeof command - size, "%s%s", size > 0 ? " " : "", *word);
	add(reasons, session, command);
}

static void add_process(struct reasons *reasons, const struct session *session, const char *pid)
{
	char path[64];
	char command[COMMAND_MAX + 2];
	snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
	ssize_t size = proc_read(path, command, sizeof command);
	while (size > 0 && command[size - 1] == '\0')
		size--;
	for (ssize_t i = 0; i < size; i++)
		if (command[i] == '\0')
			command[i] = ' ';
	add(reasons, session, size > 0 ? command : pid);
}

static bool terminals_open(void)
{
	for (const struct session *session = sessions_all(); session != NULL; session = session->next)
		if (session->alive && session->tty)
			return true;
	return false;
}

/* Does this process belong to a terminal's program without being it? */
static const struct session *started_by(const char *name)
{
	struct proc_stat process;
	if (!isdigit((unsigned char)name[0]) || !proc_stat(name, &process) || process.state == 'Z' || process.state == 'X')
		return NULL;
	for (const struct session *session = sessions_all(); session != NULL; session = session->next) {
		pid_t leader = session->child.pid;
		if (session->alive && session->tty && process.pid != leader &&
		    (process.session == leader || process.parent == leader))
			return session;
	}
	return NULL;
}

/* Of each terminal one process is enough to tell. */
static void look_at_processes(struct reasons *reasons)
{
	const struct session *told[REASONS_MAX];
	size_t count = 0;
	DIR *directory = terminals_open() ? opendir("/proc") : NULL;
	if (directory == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(directory)) != NULL && count < REASONS_MAX;) {
		const struct session *session = started_by(entry->d_name);
		bool known = session == NULL;
		for (size_t i = 0; i < count; i++)
			known = known || told[i] == session;
		if (known)
			continue;
		told[count++] = session;
		add_process(reasons, session, entry->d_name);
	}
	closedir(directory);
}

void activity_method(uint32_t stream, const struct request *request)
{
	struct reasons reasons = {0};
	struct answer answer;
	(void)request;
	bool declared = access(DECLARED, F_OK) == 0;
	for (const struct session *session = sessions_all(); session != NULL; session = session->next)
		if (session->running && !session->tty && !session->workload)
			add_program(&reasons, session);
	look_at_processes(&reasons);
	answer_begin(&answer, 2);
	answer_bool(&answer, "busy", declared || reasons.count > 0);
	answer_array(&answer, "reasons", declared + reasons.count);
	if (declared)
		answer_item(&answer, DECLARED);
	for (size_t i = 0; i < reasons.count; i++)
		answer_item(&answer, reasons.texts[i]);
	answer_send(&answer, FRAME_CLOSE, stream);
}
