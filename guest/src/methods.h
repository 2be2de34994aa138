/* Which function answers which method. */
#ifndef INGLE_METHODS_H
#define INGLE_METHODS_H

#include <stddef.h>
#include <stdint.h>

#include "request.h"

/* An OPEN came for a stream that does not exist yet. */
void method_open(uint32_t stream, const uint8_t *payload, size_t size);

/* Each answers on `stream`: with CLOSE, or by making the stream and sending OPENED. */
void configure_method(uint32_t stream, const struct request *request);
void poweroff_method(uint32_t stream, const struct request *request);
void freeze_method(uint32_t stream, const struct request *request);
void thaw_method(uint32_t stream, const struct request *request);
void activity_method(uint32_t stream, const struct request *request);
void ports_method(uint32_t stream, const struct request *request);
void sync_method(uint32_t stream, const struct request *request);
void metrics_method(uint32_t stream, const struct request *request);
void exec_method(uint32_t stream, const struct request *request);
void attach_method(uint32_t stream, const struct request *request);
void sessions_method(uint32_t stream, const struct request *request);
void session_signal_method(uint32_t stream, const struct request *request);
void session_remove_method(uint32_t stream, const struct request *request);
void stat_method(uint32_t stream, const struct request *request);
void list_method(uint32_t stream, const struct request *request);
void read_method(uint32_t stream, const struct request *request);
void write_method(uint32_t stream, const struct request *request);
void mkdir_method(uint32_t stream, const struct request *request);
void move_method(uint32_t stream, const struct request *request);
void remove_method(uint32_t stream, const struct request *request);
void chmod_method(uint32_t stream, const struct request *request);
void symlink_method(uint32_t stream, const struct request *request);
void pack_method(uint32_t stream, const struct request *request);
void unpack_method(uint32_t stream, const struct request *request);
void watch_method(uint32_t stream, const struct request *request);
void connect_method(uint32_t stream, const struct request *request);

#endif
