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

/* Writes a file unless it says so already: no write, no block of the machine's disk. A link is replaced. */
static int put_file(const char *path, const char *text, mode_t mode)
{
	struct stat status;
	bool link = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
	if (!link && has_text(path, text))
		return 0;
	if (link && unlink(path) < 0)
		return -errno;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return -errno;
	int error = write(fd, text, strlen(text)) < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int put_hostname(void)
{
	char line[HOSTNAME_MAX + 1];
	if (sethostname(known.hostname, strlen(known.hostname)) < 0)
		return -errno;
	snprintf(line, sizeof line, "%s\n", known.hostname);
	return put_file("/etc/hostname", line, 0644);
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

static int put_written(const char *path, void (*write)(FILE *, const struct configure_request *),
		       const struct configure_request *wanted)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	if (out == NULL)
		return -ENOMEM;
	write(out, wanted);
	int error = fclose(out) == 0 ? put_file(path, text, 0644) : -ENOMEM;
	free(text);
	return error;
}

static int put_machine_id(const char *id)
{
	char line[40];
	if (strlen(id) != 32 || strspn(id, "0123456789abcdef") != 32)
		return -EINVAL;
	snprintf(line, sizeof line, "%s\n", id);
	return put_file("/etc/machine-id", line, 0444);
}

int identity_apply(const struct configure_request *wanted)
{
	int error = 0;
	if (wanted->hostname != NULL && (wanted->hostname[0] == '\0' || strlen(wanted->hostname) >= HOSTNAME_MAX))
		return -EINVAL;
	mkdir("/etc", 0755); /* an image made of one program may have none */
	if (wanted->interface.present)
		snprintf(known.address, sizeof known.address, "%s", wanted->interface.address);
	if (wanted->hostname != NULL) {
		snprintf(known.hostname, sizeof known.hostname, "%s", wanted->hostname);
		error = put_hostname();
	}
	if (error == 0 && (wanted->hostname != NULL || wanted->interface.present || wanted->has_hosts))
		error = put_written("/etc/hosts", write_hosts, wanted);
	if (error == 0 && wanted->dns != NULL)
		error = put_written("/etc/resolv.conf", write_resolvers, wanted);
	if (error == 0 && wanted->machine_id != NULL)
		error = put_machine_id(wanted->machine_id);
	return error;
}
