#include "identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc.h"

enum { FILE_MAX = 262144, ADDRESS_MAX = 64, HOSTNAME_MAX = 65 };

/* A file of the machine's, and what we wrote last: said again, it is not done again, and what programs made of it since stays. */
struct file {
	const char *path;
	mode_t mode;
	char *text;
};

static struct file hostname_file = {"/etc/hostname", 0644, NULL};
static struct file hosts_file = {"/etc/hosts", 0644, NULL};
static struct file resolvers_file = {"/etc/resolv.conf", 0644, NULL};
static struct file machine_id_file = {"/etc/machine-id", 0444, NULL};

/* What hosts is made of, remembered so that a later configure may bring only a part. */
static struct {
	char hostname[HOSTNAME_MAX];
	char address[ADDRESS_MAX];
} known = {.hostname = "localhost"};

static bool has_text(const char *path, const char *text)
{
	char *present = proc_slurp(path, FILE_MAX);
	bool same = present != NULL && strcmp(present, text) == 0;
	free(present);
	return same;
}

/* A link is replaced. */
static int open_file(const struct file *file)
{
	static const int FLAGS = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	int fd = open(file->path, FLAGS, file->mode);
	if (fd < 0 && errno == ELOOP && unlink(file->path) == 0)
		fd = open(file->path, FLAGS, file->mode);
	return fd < 0 ? -errno : fd;
}

/* In place: a file cut to nothing first gives its blocks back, seeks new ones, and is written out at once. */
static int overwrite(int fd, const char *text)
{
	struct stat status;
	size_t size = strlen(text);
	if (pwrite(fd, text, size, 0) != (ssize_t)size || fstat(fd, &status) < 0)
		return -errno;
	if (status.st_size > (off_t)size && ftruncate(fd, (off_t)size) < 0)
		return -errno;
	return 0;
}

static bool is_link(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

/* Writes a file unless it says so already: no write, no block of the machine's disk. */
static int put_file(struct file *file, const char *text)
{
	bool known_text = file->text != NULL;
	if (known_text && strcmp(file->text, text) == 0)
		return 0;
	if (known_text || is_link(file->path) || !has_text(file->path, text)) {
		int fd = open_file(file);
		if (fd < 0)
			return fd;
		int error = overwrite(fd, text);
		close(fd);
		if (error < 0)
			return error;
	}
	free(file->text);
	file->text = strdup(text); /* without memory for it, the next one is written again */
	return 0;
}

static int put_hostname(void)
{
	char line[HOSTNAME_MAX + 1];
	if (sethostname(known.hostname, strlen(known.hostname)) < 0)
		return -errno;
	snprintf(line, sizeof line, "%s\n", known.hostname);
	return put_file(&hostname_file, line);
}

static void write_hosts(FILE *out, const struct configure_request *wanted)
{
	fputs("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n", out);
	fprintf(out, "%s\t%s\n", known.address[0] != '\0' ? known.address : "127.0.1.1", known.hostname);
	const struct host_entry *entries = wanted->hosts.items;
	for (size_t i = 0; i < wanted->hosts.count; i++) {
		fprintf(out, "%s\t", entries[i].address);
		for (char **name = entries[i].names; *name != NULL; name++)
			fprintf(out, "%s%s", name == entries[i].names ? "" : " ", *name);
		fputc('\n', out);
	}
}

static void write_resolvers(FILE *out, const struct configure_request *wanted)
{
	for (char **server = wanted->dns; *server != NULL; server++)
		fprintf(out, "nameserver %s\n", *server);
}

static int put_written(struct file *file, void (*write)(FILE *, const struct configure_request *),
		       const struct configure_request *wanted)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	if (out == NULL)
		return -ENOMEM;
	write(out, wanted);
	int error = fclose(out) == 0 ? put_file(file, text) : -ENOMEM;
	free(text);
	return error;
}

static int put_machine_id(const char *id)
{
	char line[40];
	if (strlen(id) != 32 || strspn(id, "0123456789abcdef") != 32)
		return -EINVAL;
	snprintf(line, sizeof line, "%s\n", id);
	return put_file(&machine_id_file, line);
}

int identity_apply(const struct configure_request *wanted)
{
	int error = 0;
	if (wanted->hostname != NULL && (wanted->hostname[0] == '\0' || strlen(wanted->hostname) >= HOSTNAME_MAX))
		return -EINVAL;
	mkdir("/etc", 0755); /* an image made of one program may have none */
	if (wanted->interface.present && wanted->interface.address != NULL)
		snprintf(known.address, sizeof known.address, "%s", wanted->interface.address);
	if (wanted->hostname != NULL) {
		snprintf(known.hostname, sizeof known.hostname, "%s", wanted->hostname);
		error = put_hostname();
	}
	if (error == 0 && (wanted->hostname != NULL || wanted->interface.present || wanted->has_hosts))
		error = put_written(&hosts_file, write_hosts, wanted);
	if (error == 0 && wanted->dns != NULL)
		error = put_written(&resolvers_file, write_resolvers, wanted);
	if (error == 0 && wanted->machine_id != NULL)
		error = put_machine_id(wanted->machine_id);
	return error;
}
