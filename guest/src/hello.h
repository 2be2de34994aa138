/* READY: what the agent says of itself when a host greets it. */
#ifndef INGLE_HELLO_H
#define INGLE_HELLO_H

enum { PROTOCOL_VERSION = 1 };

void hello_answer(void);

#endif
