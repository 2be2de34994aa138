/* One line a fact, to the kernel's log when the agent is PID 1 and to stderr otherwise. */
#ifndef INGLE_LOG_H
#define INGLE_LOG_H

void log_to_kernel(void);
__attribute__((format(printf, 1, 2))) void log_line(const char *format, ...);

/* A line that is shown on the console as well, where the daemon finds it when a machine does not come up. */
__attribute__((format(printf, 1, 2))) void log_problem(const char *format, ...);

/* Logs "what: error text" for a negative errno and hands it back. */
int log_error(const char *what, int error);

#endif
