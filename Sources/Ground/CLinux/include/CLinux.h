// Linux headers that Swift's Glibc module leaves out. Nothing here is code of our own beyond thin wrappers for
// macros and for calls that the C library does not export.
#ifndef COMPORT_CLINUX_H
#define COMPORT_CLINUX_H

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// _GNU_SOURCE stays out of this header: it changes types that Swift's Glibc module defines, too.

/// accept4(2).
int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);
/// pidfd_open(2).
int clinux_pidfd_open(pid_t process, unsigned int flags);
/// waitid(2) on a pidfd: fills status and returns 0, or -1 with errno.
int clinux_wait_pidfd(int pidfd, siginfo_t *information, int options);
/// pidfd_send_signal(2).
int clinux_pidfd_send_signal(int pidfd, int signal_number);
/// epoll_pwait2(2) with a relative timeout in nanoseconds; -1 and ENOSYS before Linux 5.11.
int clinux_epoll_wait_nanoseconds(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds);
/// pthread_setname_np(3); names longer than 15 bytes are refused.
int clinux_name_thread(pthread_t thread, const char *name);
/// pipe2(2).
int clinux_pipe2(int descriptors[2], int flags);
/// What a child needs between its birth and exec(2).
typedef struct {
  const char *path;
  char *const *arguments;
  char *const *environment;
  const char *directory;  // null: stay
  int descriptors[3];     // become 0, 1 and 2; -1 inherits
  int own_group;          // 1: the child leads a process group of its own
  int death_signal;       // sent to the child when the spawning thread ends; 0: none
} clinux_spawn_request;

/// The arguments of this process, its name first. Swift reads them from /proc, which a bare container may lack.
char *const *clinux_arguments(int *count);

/// Where a spawn failed.
enum { CLINUX_SPAWN_FORK = 1, CLINUX_SPAWN_SETUP = 2, CLINUX_SPAWN_DIRECTORY = 3, CLINUX_SPAWN_EXEC = 4 };

/// Starts a program: clone(2) as vfork(2) does it, a few plain system calls, exec(2). Returns the process, or -1 with
/// errno and the stage.
///
/// posix_spawn(3) offers no parent-death signal, and going through a second exec to set it costs a start of this program.
pid_t clinux_spawn(const clinux_spawn_request *request, int *stage);

/// Makes a signal write its number, one byte, to a descriptor; 0 or -1.
int clinux_signal_to_descriptor(int signal_number, int descriptor);
/// Gives a signal its default action back.
int clinux_signal_default(int signal_number);

/// ioctl(TIOCGWINSZ): columns of the terminal, or -1.
int clinux_terminal_columns(int descriptor);
/// ioctl(FIONREAD), or -1.
int clinux_bytes_readable(int descriptor);
/// prctl(PR_SET_CHILD_SUBREAPER, 1).
int clinux_set_child_subreaper(void);
/// si_status / si_code of a waitid result, which are unions in C.
int clinux_siginfo_status(const siginfo_t *information);
int clinux_siginfo_code(const siginfo_t *information);
pid_t clinux_siginfo_pid(const siginfo_t *information);

#endif
