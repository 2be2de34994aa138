/* From the first instruction of PID 1 to a machine that can run programs. */
#ifndef INGLE_BOOT_H
#define INGLE_BOOT_H

int boot_kernel_filesystems(void); /* /proc /sys /dev, in the initramfs */
int boot_modules(void);            /* what the list in the initramfs names, in its order */
int boot_root(void);               /* image and writable layer become / */
int boot_filesystems(void);        /* what programs expect to be mounted */
int boot_settle(void);             /* loopback, ctrl-alt-del, the agent's own standing */
int boot_port(int *fd);            /* the channel to the host */

#endif
