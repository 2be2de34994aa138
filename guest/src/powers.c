#include "powers.h"

#include <unistd.h>

bool powers_held(void)
{
	return getpid() == 1;
}
