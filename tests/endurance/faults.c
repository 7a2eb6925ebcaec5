/* Lets the k-th call that writes below a folder fail, as a full or a dying disk would.
 *
 * gcc -shared -fPIC -O1 -o faults.so faults.c -ldl; LD_PRELOAD=faults.so
 * Nothing fails until faults_arm() was called in the process itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[4096];
static long seen, fatal, fired;
static int number, lasting, counting;
static char first[64];

void faults_arm(const char *below, long at, int error, int stays) {
    strncpy(folder, below, sizeof folder - 1);
    seen = fired = 0;
    first[0] = 0;
    fatal = at;
    number = error;
    lasting = stays;
    counting = 1;
}
long faults_disarm(void) { counting = 0; return seen; }
long faults_fired(void) { return fired; }
const char *faults_first(void) { return first; }

static int below(const char *path) {
    return path && strncmp(path, folder, strlen(folder)) == 0;
}
static int below_fd(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return below(path);
}
static int fails(const char *call, const char *path) {
    seen++;
    if (fatal <= 0 || seen < fatal || (seen > fatal && !lasting)) return 0;
    if (!fired++) {
        const char *name = path ? strrchr(path, '.') : 0;
        snprintf(first, sizeof first, "%s %s", call, name ? name : "");
    }
    errno = number;
    return 1;
}
static int fails_fd(const char *call, int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    path[size < 0 ? 0 : size] = 0;
    return fails(call, path);
}
#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define BY_FD(type, name, args, call) \
    type name args { REAL(name); if (counting && below_fd(fd) && fails_fd(#name, fd)) return -1; return real call; }

BY_FD(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
BY_FD(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
BY_FD(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
BY_FD(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
BY_FD(int, fsync, (int fd), (fd))
BY_FD(int, fdatasync, (int fd), (fd))
BY_FD(int, ftruncate, (int fd, off_t n), (fd, n))
BY_FD(int, ftruncate64, (int fd, off64_t n), (fd, n))
BY_FD(int, fallocate, (int fd, int m, off_t o, off_t n), (fd, m, o, n))
BY_FD(int, fallocate64, (int fd, int m, off64_t o, off64_t n), (fd, m, o, n))
BY_FD(ssize_t, sendfile, (int fd, int in, off_t *o, size_t n), (fd, in, o, n))
BY_FD(ssize_t, sendfile64, (int fd, int in, off64_t *o, size_t n), (fd, in, o, n))
int posix_fallocate(int fd, off_t o, off_t n) {
    REAL(posix_fallocate);
    return counting && below_fd(fd) && fails_fd("posix_fallocate", fd) ? number : real(fd, o, n);
}
int posix_fallocate64(int fd, off64_t o, off64_t n) {
    REAL(posix_fallocate64);
    return counting && below_fd(fd) && fails_fd("posix_fallocate", fd) ? number : real(fd, o, n);
}
#define TWO(name) \
    int name(const char *from, const char *to) { REAL(name); \
        if (counting && below(to) && fails(#name, to)) return -1; return real(from, to); }
TWO(rename)
TWO(link)
TWO(symlink)
int renameat(int a, const char *from, int b, const char *to) {
    REAL(renameat);
    if (counting && below(to) && fails("renameat", to)) return -1;
    return real(a, from, b, to);
}
int linkat(int a, const char *from, int b, const char *to, int f) {
    REAL(linkat);
    if (counting && below(to) && fails("linkat", to)) return -1;
    return real(a, from, b, to, f);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (counting && below(path) && fails("mkdir", path)) return -1;
    return real(path, mode);
}
int unlink(const char *path) {
    REAL(unlink);
    /* A full disk still lets a file go. */
    if (counting && number != ENOSPC && below(path) && fails("unlink", path)) return -1;
    return real(path);
}
#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { \
    va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
#define WRITES(flags) (number == ENOSPC ? ((flags) & O_CREAT) : ((flags) & (O_CREAT | O_WRONLY | O_RDWR)))
#define OPEN(name) \
    int name(const char *path, int flags, ...) { REAL(name); MODE(flags) \
        if (counting && WRITES(flags) && below(path) && fails(#name, path)) return -1; \
        return real(path, flags, mode); }
#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { REAL(name); MODE(flags) \
        if (counting && WRITES(flags) && below(path) && fails(#name, path)) return -1; \
        return real(at, path, flags, mode); }
#undef open
#undef open64
#undef openat
#undef openat64
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
