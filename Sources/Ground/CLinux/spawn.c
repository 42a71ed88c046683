#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>

// The child shares this memory and runs on a stack of its own while its parent's thread waits, so it only makes system
// calls and leaves its result in the structure below. All signals are blocked meanwhile: no handler of the parent may
// run in the child.

typedef struct {
  const clinux_spawn_request *request;
  pid_t parent;
  int failure;
  int stage;
} child_state;

// The child never returns from these functions, so a sanitizer that counts calls must not see them.
#if defined(__clang__)
#define UNINSTRUMENTED __attribute__((disable_sanitizer_instrumentation))
#else
#define UNINSTRUMENTED
#endif

// Raw calls throughout, because wrappers of the C library, and those that a sanitizer puts before them, keep books in
// memory that the parent shares.

UNINSTRUMENTED static long place_descriptors(const int wanted[3]) {
  long sources[3] = {wanted[0], wanted[1], wanted[2]};
  // A source among 0, 1 and 2 could be overwritten before its turn: move it out of the way first.
  for (int target = 0; target < 3; target++) {
    if (sources[target] < 0 || sources[target] > 2) continue;
    sources[target] = syscall(SYS_fcntl, sources[target], F_DUPFD_CLOEXEC, 3);
    if (sources[target] < 0) return -1;
  }
  for (int target = 0; target < 3; target++) {
    if (sources[target] >= 0 && syscall(SYS_dup3, sources[target], target, 0) < 0) return -1;
  }
  return 0;
}

UNINSTRUMENTED static void default_signals(void) {
  // The kernel's structure, all zero: handler SIG_DFL, no flags, no restorer, empty mask.
  unsigned long action[4] = {0, 0, 0, 0};
  for (int number = 1; number < NSIG; number++) {
    if (number != SIGKILL && number != SIGSTOP) syscall(SYS_rt_sigaction, number, action, NULL, 8);
  }
  unsigned long none = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
}

/// Makes the process what was asked for, up to the last step; -1 with errno where that failed.
UNINSTRUMENTED static long prepare(child_state *state) {
  const clinux_spawn_request *request = state->request;
  state->stage = CLINUX_SPAWN_SETUP;
  if (request->own_group && syscall(SYS_setpgid, 0, 0) != 0) return -1;
  if (request->death_signal) {
    if (syscall(SYS_prctl, PR_SET_PDEATHSIG, (unsigned long)request->death_signal, 0, 0, 0) != 0) return -1;
    // The parent may have died before the line above.
    if (syscall(SYS_getppid) != state->parent) syscall(SYS_exit_group, 127);
  }
  if (place_descriptors(request->descriptors) != 0) return -1;
  // Whatever else is open goes at exec, also what this program itself inherited. Older kernels lack the call.
  syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
  state->stage = CLINUX_SPAWN_DIRECTORY;
  return request->directory ? syscall(SYS_chdir, request->directory) : 0;
}

UNINSTRUMENTED static int run_child(void *pointer) {
  child_state *state = pointer;
  if (prepare(state) == 0) {
    state->stage = CLINUX_SPAWN_EXEC;
    default_signals();
    syscall(SYS_execve, state->request->path, state->request->arguments, state->request->environment);
  }
  state->failure = errno;
  syscall(SYS_exit_group, 127);
  return 127;
}

// The same function as clone(2), by a name that the thread sanitizer does not take for fork(2).
extern int __clone(int (*function)(void *), void *stack, int flags, void *argument, ...);

pid_t clinux_spawn(const clinux_spawn_request *request, int *stage) {
  const size_t stack_size = 64 * 1024;
  char *stack = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) {
    *stage = CLINUX_SPAWN_FORK;
    return -1;
  }
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  child_state state = {request, getpid(), 0, 0};
  pid_t child = __clone(run_child, stack + stack_size, CLONE_VM | CLONE_VFORK | SIGCHLD, &state);
  int saved = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  munmap(stack, stack_size);
  if (child < 0) {
    *stage = CLINUX_SPAWN_FORK;
    errno = saved;
    return -1;
  }
  if (state.failure) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    *stage = state.stage;
    errno = state.failure;
    return -1;
  }
  return child;
}

// MARK: Signals

static volatile int signal_descriptors[NSIG];

static void write_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(signal_descriptors[number], &byte, 1);
  (void)ignored;
  errno = saved;
}

int clinux_signal_to_descriptor(int number, int descriptor) {
  if (number < 1 || number >= NSIG) { errno = EINVAL; return -1; }
  signal_descriptors[number] = descriptor;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = write_signal;
  action.sa_flags = SA_RESTART;
  return sigaction(number, &action, NULL);
}

int clinux_signal_default(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  return sigaction(number, &action, NULL);
}
