/* Sessions: programs in the guest with their output kept. They outlive the streams that started or watch them. */
#ifndef INGLE_SESSION_H
#define INGLE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "answer.h"
#include "loop.h"
#include "queue.h"
#include "reap.h"
#include "scrollback.h"
#include "stream.h"

enum { SESSION_ID_SIZE = 65, PIPES = 2 };
enum { SESSIONS_RUNNING_MAX = 256, SESSIONS_ENDED_MAX = 64, SESSION_ARGV_MAX = 131072 };

struct session;
struct supervision;

/* Whom a signal of a session is for. */
enum whom {
	WHOM_FOREGROUND, /* a terminal's foreground group, as a key would; without a terminal the program's group */
	WHOM_ALL,        /* the program's group, and a terminal's foreground group besides */
	WHOM_LEADER,     /* the program alone */
};

/* One of the pipes that the program writes to; a terminal has one. */
struct outlet {
	struct source source;
	struct session *session;
	uint8_t channel;
	bool used;
	uint64_t total;  /* bytes read */
	uint64_t owed;   /* once the program is gone: what `total` has to reach */
	uint64_t eof_at; /* once the descriptor is closed: where the kept output of this channel ends */
};

/* A stream that watches (and perhaps feeds) a session. */
struct attachment {
	struct stream stream;
	struct session *session;
	struct attachment *next;
	uint64_t cursor; /* offset of the next byte to send */
	uint32_t owed;   /* bytes in the session's inbox that this stream will be credited for */
	bool input;
	bool eof_sent[PIPES];
};

struct session {
	char id[SESSION_ID_SIZE];
	char **argv;
	struct child child; /* its pid stays readable after the end */
	bool tty;
	bool keep;
	bool workload;
	bool running; /* not at its end yet */
	bool alive;   /* its program is there; between two starts of a supervised one it is not */
	bool done;    /* reaped, and the output is complete */
	bool paused;  /* its only reader is too slow */
	bool lingered; /* the grace for grandchildren is over */
	int exit_code; /* or the signal */
	bool signalled;
	bool core;
	bool idled; /* ended because it was idle */
	uint32_t stop_signal;
	uint32_t idle_ms; /* how long it may be idle; 0: for ever */
	uint64_t started_ns;
	uint64_t used_ns; /* monotonic */
	struct scrollback kept;
	struct outlet outlets[PIPES];
	struct source input;
	struct queue inbox;
	bool input_ended;
	struct timer linger;
	struct timer kill;
	struct timer idle;
	struct attachment *attached;
	uint32_t attached_count;
	struct supervision *supervision; /* NULL for all but some workloads */
	struct session *next; /* newest first */
};

/* session.c: the table */
struct session *session_find(const char *id);
struct session *sessions_all(void); /* the newest, which leads to the others */
bool sessions_full(void);
struct session *session_new(const char *id, char *const *argv, size_t scrollback); /* NULL when memory is out */
void session_begin(struct session *session, pid_t pid); /* into the table, watched */
void session_program_began(struct session *session, pid_t pid);
void session_program_exited(struct session *session, int code); /* one that could not even be started */
void session_ended(struct session *session);            /* for good */
void session_discard(struct session *session);          /* one that never began */
void session_forget(struct session *session);
struct session *session_workload(void);
void sessions_hang_up(void); /* SIGHUP to those with a terminal: shells do not end at SIGTERM */
void sessions_end_supervision(void); /* nothing is started again */
void sessions_signal(int number); /* to the group of each that runs */
void session_hang_up(struct session *session); /* SIGHUP, and SIGKILL when that was not enough */
int session_signal(const struct session *session, int number, enum whom whom);
void sessions_trim(void); /* forgets the oldest ended ones that nobody watches */
void session_put(struct answer *answer, const struct session *session, size_t budget, const uint64_t *lost);
void session_put_exit(struct answer *answer, const struct session *session);
void sessions_put(struct answer *answer);

/* session_output.c */
void session_watch_output(struct session *session);
void session_program_ended(struct session *session); /* begins the grace for grandchildren */
void session_close_output(struct session *session);
void session_flow(struct session *session); /* readers came, went or moved on */

/* session_input.c */
void session_input(struct attachment *from, const uint8_t *bytes, size_t size);
void session_end_input(struct session *session);
void session_close_input(struct session *session);
void session_resize(const struct session *session, uint16_t rows, uint16_t cols);

/* idle.c */
void session_used(struct session *session); /* it has said or heard something, or somebody has left it */
void session_watch_idleness(struct session *session);

/* attachment.c */
struct attachment *attachment_new(uint32_t stream, struct session *session, uint64_t cursor, bool input);
void attachments_wake(struct session *session);

#endif
