/*
 * vfork, with a control group and a stack of the child's own: a fork copies the agent's page tables and has every page that either writes copied afterwards,
 * which under emulation costs as much as the program itself. The C library's wrapper cannot be given a group.
 */
#include "borrow.h"

#include <linux/sched.h>
#include <sanitizer/asan_interface.h>
#include <signal.h>
#include <stdalign.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the child's first instructions are written for x86-64"
#endif

enum { STACK_SIZE = 65536 };

static alignas(16) char stack[STACK_SIZE]; /* one is enough: we stand still while it is in use */

/* The child comes out of the system call with nothing on its stack, so it may not return from here. */
static long clone_and_call(struct clone_args *how, void (*begin)(void *), void *argument)
{
	register long number __asm__("rax") = SYS_clone3;
	register struct clone_args *first __asm__("rdi") = how;
	register size_t second __asm__("rsi") = sizeof *how;
	register void (*entry)(void *) __asm__("r8") = begin;
	register void *with __asm__("r9") = argument;
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "xor %%ebp, %%ebp\n\t"
			 "mov %%r9, %%rdi\n\t"
			 "call *%%r8\n\t"
			 "ud2\n"
			 "1:"
			 : "+r"(number)
			 : "r"(first), "r"(second), "r"(entry), "r"(with)
			 : "rcx", "r11", "cc", "memory");
	return number;
}

pid_t borrow_memory(void (*begin)(void *argument), void *argument, int group)
{
	struct clone_args how = {
		.flags = CLONE_VM | CLONE_VFORK | (group < 0 ? 0 : CLONE_INTO_CGROUP),
		.exit_signal = SIGCHLD,
		.stack = (uintptr_t)stack,
		.stack_size = STACK_SIZE,
		.cgroup = group < 0 ? 0 : (unsigned)group,
	};
	ASAN_UNPOISON_MEMORY_REGION(stack, STACK_SIZE); /* for who checks addresses: the child before has left it without returning */
	long pid = clone_and_call(&how, begin, argument);
	if (pid < 0 && group >= 0) {
		how.flags &= ~(uint64_t)CLONE_INTO_CGROUP;
		how.cgroup = 0;
		pid = clone_and_call(&how, begin, argument);
	}
	return (pid_t)pid;
}
