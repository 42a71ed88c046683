#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>

// The child of vfork(2) shares this memory and runs while its parent's thread waits, so it only makes system calls and
// leaves its result in two variables. All signals are blocked meanwhile: no handler of the parent may run in the child.

static void place_descriptors(const int wanted[3], int *failure) {
  int sources[3] = {wanted[0], wanted[1], wanted[2]};
  // A source among 0, 1 and 2 could be overwritten before its turn: move it out of the way first.
  for (int target = 0; target < 3; target++) {
    if (sources[target] < 0 || sources[target] > 2) continue;
    sources[target] = fcntl(sources[target], F_DUPFD_CLOEXEC, 3);
    if (sources[target] < 0) { *failure = errno; return; }
  }
  for (int target = 0; target < 3; target++) {
    if (sources[target] < 0) continue;
    if (dup2(sources[target], target) < 0) { *failure = errno; return; }
  }
}

static void default_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; number++) {
    if (number != SIGKILL && number != SIGSTOP) sigaction(number, &action, NULL);
  }
}

pid_t clinux_spawn(const clinux_spawn_request *request, int *stage) {
  sigset_t all, before, none;
  sigfillset(&all);
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &all, &before);

  volatile int failure = 0;
  volatile int failed_stage = 0;
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child == 0) {
    int error = 0;
    failed_stage = CLINUX_SPAWN_SETUP;
    if (request->own_group && setpgid(0, 0) != 0) error = errno;
    if (!error && request->death_signal) {
      if (prctl(PR_SET_PDEATHSIG, (unsigned long)request->death_signal, 0, 0, 0) != 0) error = errno;
      // The parent may have died before the line above.
      if (!error && getppid() != parent) _exit(127);
    }
    if (!error) place_descriptors(request->descriptors, &error);
    // Whatever else is open goes at exec, also what this program itself inherited. Older kernels lack the call.
    if (!error) syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
    if (!error && request->directory) {
      failed_stage = CLINUX_SPAWN_DIRECTORY;
      if (chdir(request->directory) != 0) error = errno;
    }
    if (!error) {
      failed_stage = CLINUX_SPAWN_EXEC;
      default_signals();
      pthread_sigmask(SIG_SETMASK, &none, NULL);
      execve(request->path, request->arguments, request->environment);
      error = errno;
    }
    failure = error;
    _exit(127);
  }
  int saved = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (child < 0) {
    *stage = CLINUX_SPAWN_FORK;
    errno = saved;
    return -1;
  }
  if (failure) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    *stage = failed_stage;
    errno = failure;
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
