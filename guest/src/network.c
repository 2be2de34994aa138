/*
 * Taking virtio_net down right after a snapshot was loaded deadlocks Linux 6.12 (close waits for a work item that waits
 * for the lock that close holds), so addresses change on a live link.
 */
#include "network.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <net/route.h>
#include <netinet/ether.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char INTERFACE[] = "eth0";
static const char BEFORE[] = "eth0:before";

static struct ifreq about(const char *name)
{
	struct ifreq request = {0};
	snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
	return request;
}

static int bring_up(int control, const char *name)
{
	struct ifreq request = about(name);
	if (ioctl(control, SIOCGIFFLAGS, &request) < 0)
		return -errno;
	if ((request.ifr_flags & IFF_UP) != 0)
		return 0;
	request.ifr_flags = (short)(request.ifr_flags | IFF_UP);
	return ioctl(control, SIOCSIFFLAGS, &request) < 0 ? -errno : 0;
}

static int set_mac(int control, const char *mac)
{
	struct ifreq request = about(INTERFACE);
	struct ether_addr wanted;
	if (ether_aton_r(mac, &wanted) == NULL)
		return -EINVAL;
	if (ioctl(control, SIOCGIFHWADDR, &request) < 0)
		return -errno;
	if (memcmp(request.ifr_hwaddr.sa_data, &wanted, sizeof wanted) == 0)
		return 0;
	request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
	memcpy(request.ifr_hwaddr.sa_data, &wanted, sizeof wanted);
	return ioctl(control, SIOCSIFHWADDR, &request) < 0 ? -errno : 0;
}

static void put_address(struct sockaddr *to, struct in_addr address)
{
	struct sockaddr_in four = {.sin_family = AF_INET, .sin_addr = address};
	memcpy(to, &four, sizeof four);
}

/* The present IPv4 address (or mask) of the interface; 0.0.0.0 when it has none. */
static struct in_addr present(int control, unsigned long what)
{
	struct ifreq request = about(INTERFACE);
	struct sockaddr_in four = {0};
	if (ioctl(control, what, &request) == 0)
		memcpy(&four, &request.ifr_addr, sizeof four);
	return four.sin_addr;
}

static int put_on(int control, const char *name, struct in_addr address, struct in_addr mask)
{
	struct ifreq request = about(name);
	put_address(&request.ifr_addr, address);
	if (ioctl(control, SIOCSIFADDR, &request) < 0)
		return -errno;
	put_address(&request.ifr_addr, mask);
	return ioctl(control, SIOCSIFNETMASK, &request) < 0 ? -errno : 0;
}

/*
 * The address before stays as a second one, of a single host. Connections made from it are of another machine's network now, which answers what they send with a
 * reset only as long as the kernel sends it: without the address they would hang for a quarter of an hour.
 */
static int set_address(int control, struct in_addr address, struct in_addr mask)
{
	struct in_addr before = present(control, SIOCGIFADDR);
	if (before.s_addr == address.s_addr && present(control, SIOCGIFNETMASK).s_addr == mask.s_addr)
		return 0;
	int error = put_on(control, INTERFACE, address, mask);
	if (error == 0 && before.s_addr != 0 && before.s_addr != address.s_addr)
		error = put_on(control, BEFORE, before, (struct in_addr){UINT32_MAX});
	return error;
}

/* Makes the one default route of the interface lead there. */
static int set_gateway(int control, struct in_addr gateway)
{
	struct rtentry route = {.rt_dev = (char *)INTERFACE, .rt_flags = RTF_UP};
	put_address(&route.rt_dst, (struct in_addr){0});
	put_address(&route.rt_genmask, (struct in_addr){0});
	put_address(&route.rt_gateway, (struct in_addr){0});
	while (ioctl(control, SIOCDELRT, &route) == 0)
		;
	put_address(&route.rt_gateway, gateway);
	route.rt_flags = RTF_UP | RTF_GATEWAY;
	return ioctl(control, SIOCADDRT, &route) < 0 && errno != EEXIST ? -errno : 0;
}

static int apply_addresses(int control, const struct interface *wanted)
{
	struct in_addr address;
	struct in_addr gateway;
	if (wanted->prefix < 1 || wanted->prefix > 32 || inet_pton(AF_INET, wanted->address, &address) != 1)
		return -EINVAL;
	if (wanted->gateway != NULL && inet_pton(AF_INET, wanted->gateway, &gateway) != 1)
		return -EINVAL;
	struct in_addr mask = {htonl(UINT32_MAX << (32 - wanted->prefix))};
	int error = set_address(control, address, mask);
	if (error == 0 && wanted->gateway != NULL)
		error = set_gateway(control, gateway);
	return error;
}

static int apply(int control, const struct interface *wanted)
{
	int error = wanted->mac != NULL ? set_mac(control, wanted->mac) : 0;
	if (error == 0)
		error = bring_up(control, INTERFACE);
	if (error == 0 && wanted->address != NULL)
		error = apply_addresses(control, wanted);
	return error;
}

static const char *or_none(const char *text)
{
	return text != NULL ? text : "-";
}

/* Said again, it is not done again: a machine that wakes as itself has all of it, and maybe routes that its programs have made. */
int network_configure(const struct interface *wanted)
{
	static char told[256];
	char line[sizeof told];
	snprintf(line, sizeof line, "%s %s/%u %s", or_none(wanted->mac), or_none(wanted->address), wanted->prefix,
		 or_none(wanted->gateway));
	if (strcmp(line, told) == 0)
		return 0;
	told[0] = '\0';
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (control < 0)
		return -errno;
	int error = apply(control, wanted);
	close(control);
	if (error == 0)
		memcpy(told, line, sizeof told);
	return error;
}

int network_loopback(void)
{
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (control < 0)
		return -errno;
	int error = bring_up(control, "lo");
	close(control);
	return error;
}
