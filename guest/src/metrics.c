/* The method metrics: counters since boot, read from the kernel when asked. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "methods.h"
#include "proc.h"

enum { TEXT_MAX = 32768, SECTOR = 512 };

struct counters {
	uint64_t net_rx;
	uint64_t net_tx;
	uint64_t disk_read;
	uint64_t disk_written;
};

static const char *read_text(const char *path)
{
	static char text[TEXT_MAX];
	proc_read(path, text, sizeof text);
	return text;
}

/* The number behind "key" in a file of "key: number kB" lines, in bytes. */
static uint64_t memory_bytes(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	return at == NULL ? 0 : strtoull(at + strlen(key), NULL, 10) * 1024;
}

/* The first line of /proc/stat: user nice system idle iowait irq softirq steal, in ticks. */
static uint64_t busy_ns(void)
{
	unsigned long long ticks[8] = {0};
	const char *text = read_text("/proc/stat");
	sscanf(text, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &ticks[0], &ticks[1], &ticks[2], &ticks[3],
	       &ticks[4], &ticks[5], &ticks[6], &ticks[7]);
	uint64_t busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
	return busy * (1000000000U / (uint64_t)sysconf(_SC_CLK_TCK));
}

static const char *next_line(const char *at)
{
	const char *end = strchr(at, '\n');
	return end == NULL ? NULL : end + 1;
}

static void count_network(struct counters *counters)
{
	for (const char *line = read_text("/proc/net/dev"); line != NULL; line = next_line(line)) {
		char name[32];
		unsigned long long rx;
		unsigned long long tx;
		if (sscanf(line, " %31[^:]: %llu %*u %*u %*u %*u %*u %*u %*u %llu", name, &rx, &tx) != 3 ||
		    strcmp(name, "lo") == 0)
			continue;
		counters->net_rx += rx;
		counters->net_tx += tx;
	}
}

static void count_disks(struct counters *counters)
{
	for (const char *line = read_text("/proc/diskstats"); line != NULL; line = next_line(line)) {
		char name[32];
		unsigned long long sectors_read;
		unsigned long long sectors_written;
		if (sscanf(line, " %*u %*u %31s %*u %*u %llu %*u %*u %*u %llu", name, &sectors_read,
			   &sectors_written) != 3 ||
		    strncmp(name, "vd", 2) != 0 || name[3] != '\0')
			continue;
		counters->disk_read += sectors_read * SECTOR;
		counters->disk_written += sectors_written * SECTOR;
	}
}

static uint64_t uptime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static void put_load(struct answer *answer)
{
	double load[3] = {0};
	getloadavg(load, 3);
	answer_array(answer, "load", 3);
	for (size_t i = 0; i < 3; i++)
		msgpack_pack_double(&answer->pack, load[i]);
}

static void put_memory(struct answer *answer)
{
	const char *text = read_text("/proc/meminfo");
	answer_u64(answer, "memory_total", memory_bytes(text, "MemTotal:"));
	answer_u64(answer, "memory_available", memory_bytes(text, "MemAvailable:"));
	answer_u64(answer, "swap_total", memory_bytes(text, "SwapTotal:"));
	answer_u64(answer, "swap_free", memory_bytes(text, "SwapFree:"));
}

void metrics_method(uint32_t stream, const struct request *request)
{
	(void)request;
	struct counters counters = {0};
	struct statvfs disk = {0};
	struct sysinfo system = {0};
	struct answer answer;
	count_network(&counters);
	count_disks(&counters);
	statvfs("/", &disk);
	sysinfo(&system);
	answer_begin(&answer, 14);
	answer_u64(&answer, "cpu_ns", busy_ns());
	answer_u64(&answer, "uptime_ns", uptime_ns());
	put_memory(&answer);
	put_load(&answer);
	answer_u64(&answer, "processes", system.procs);
	answer_u64(&answer, "disk_total", disk.f_blocks * disk.f_frsize);
	answer_u64(&answer, "disk_free", disk.f_bavail * disk.f_frsize);
	answer_u64(&answer, "net_rx", counters.net_rx);
	answer_u64(&answer, "net_tx", counters.net_tx);
	answer_u64(&answer, "disk_read", counters.disk_read);
	answer_u64(&answer, "disk_written", counters.disk_written);
	answer_send(&answer, FRAME_CLOSE, stream);
}
