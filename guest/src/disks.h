/* The machine's disks: the read-only image and the writable layer over it, known by their serials. */
#ifndef INGLE_DISKS_H
#define INGLE_DISKS_H

/* Mounts both and the overlay of them at `where`. -ENODEV when there is no image. */
int disks_mount(const char *where);

/* Before the power goes: nothing half-written stays in the writable layer's journal. */
void disks_settle(void);

#endif
