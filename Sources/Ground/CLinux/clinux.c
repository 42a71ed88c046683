#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <stddef.h>

int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
  return accept4(listener, address, length, flags);
}

int clinux_pidfd_open(pid_t process, unsigned int flags) { return (int)syscall(SYS_pidfd_open, process, flags); }

int clinux_wait_pidfd(int pidfd, siginfo_t *information, int options) {
  return waitid((idtype_t)3 /* P_PIDFD */, (id_t)pidfd, information, options);
}

int clinux_pidfd_send_signal(int pidfd, int signal_number) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal_number, (void *)0, 0u);
}

int clinux_epoll_wait_nanoseconds(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
#ifdef SYS_epoll_pwait2
  struct { int64_t seconds; int64_t nanoseconds; } timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  return (int)syscall(SYS_epoll_pwait2, epoll, events, capacity, &timeout, (void *)0, (size_t)0);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int clinux_name_thread(pthread_t thread, const char *name) { return pthread_setname_np(thread, name); }

int clinux_pipe2(int descriptors[2], int flags) { return pipe2(descriptors, flags); }

int clinux_terminal_columns(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return -1;
  return size.ws_col;
}

int clinux_bytes_readable(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

int clinux_set_child_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int clinux_siginfo_status(const siginfo_t *information) { return information->si_status; }
int clinux_siginfo_code(const siginfo_t *information) { return information->si_code; }
pid_t clinux_siginfo_pid(const siginfo_t *information) { return information->si_pid; }
