/*
 * The channel to the host: bytes in become frames, frames out become bytes. Control frames queue (bounded by what the
 * host asks); DATA is pulled from streams only when the channel can take it.
 */
#ifndef INGLE_LINK_H
#define INGLE_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frame.h"

/* A virtio port: stays open, and hangs up and comes back as hosts do. */
int link_on_port(int fd);

/* A stream socket; `ended` is called when the other side has closed it. */
int link_on_socket(int fd, void (*ended)(void));

/* Queues a control frame; dropped while there is no link. */
void link_send(enum frame_type type, uint8_t channel, uint32_t stream, const void *payload, size_t size);

/* Moves out what can be moved out; called after each round of the loop. */
void link_flush(void);

/* A host has said hello and has not left. */
bool link_up(void);

/* Nothing waits to be written. */
bool link_idle(void);

#endif
