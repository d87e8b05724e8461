/*
 * A disk that fails on demand, put between the program and the C library (LD_PRELOAD).
 *
 * Only files below $FAULTY_DISK are touched. The file $FAULTY_DISK_WISH names what is to go wrong from now on, in one
 * word; without it, or with another word, all is well:
 *   full      every write fails with ENOSPC
 *   readonly  every write fails with EROFS, as after a remount
 *   noflush   every flush fails with EIO
 *   nowrite   every write fails with EIO
 *   slow      every flush takes two seconds
 * If $FAULTY_DISK_SAFE is set, that folder holds what would be left after a loss of power: a file gets there when it
 * is flushed, and only then. Names are as lasting as the last flush of the file under any name.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The path of an open file below the folder, relative to it; 0 if it lies elsewhere. */
static int below(int fd, char *path) {
    const char *folder = getenv("FAULTY_DISK");
    char link[64];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    size_t prefix = strlen(folder);
    if (strncmp(path, folder, prefix) != 0 || path[prefix] != '/') return 0;
    memmove(path, path + prefix + 1, strlen(path + prefix + 1) + 1);
    return 1;
}

static int wished(const char *fault) {
    const char *file = getenv("FAULTY_DISK_WISH");
    char word[16] = {0};
    int fd = file ? REAL(open)(file, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return 0;
    ssize_t length = REAL(read)(fd, word, sizeof word - 1);
    REAL(close)(fd);
    if (length <= 0) return 0;
    word[strcspn(word, "\n")] = 0;
    return strcmp(word, fault) == 0;
}

/* Tells whether a write must fail, with errno set. */
static int refused(int fd) {
    char path[PATH_MAX];
    if (!below(fd, path)) return 0;
    if (wished("full")) errno = ENOSPC;
    else if (wished("readonly")) errno = EROFS;
    else if (wished("nowrite")) errno = EIO;
    else return 0;
    return 1;
}

/* Copies a flushed file to where it survives. */
static void keep(int fd, const char *path) {
    const char *safe = getenv("FAULTY_DISK_SAFE");
    char to[PATH_MAX], draft[PATH_MAX + 32], buffer[65536];
    struct stat kind;
    if (!safe || fstat(fd, &kind) != 0 || !S_ISREG(kind.st_mode)) return;
    snprintf(to, sizeof to, "%s/%s", safe, path);
    snprintf(draft, sizeof draft, "%s.%d-draft", to, getpid());
    int copy = REAL(open)(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (copy < 0) return;
    off_t at = 0;
    ssize_t length;
    while ((length = pread(fd, buffer, sizeof buffer, at)) > 0) {
        if (REAL(write)(copy, buffer, length) != length) break;
        at += length;
    }
    REAL(close)(copy);
    REAL(rename)(draft, to);
}

static int flushed(int fd, int (*flush)(int)) {
    /* Two threads that flush one file must not leave the older content. */
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    char path[PATH_MAX];
    if (!below(fd, path)) return flush(fd);
    if (wished("noflush")) {
        errno = EIO;
        return -1;
    }
    if (wished("slow")) sleep(2);
    pthread_mutex_lock(&one_at_a_time);
    int done = flush(fd);
    if (done == 0) keep(fd, path);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

int fsync(int fd) { return flushed(fd, REAL(fsync)); }

int fdatasync(int fd) { return flushed(fd, REAL(fdatasync)); }

ssize_t write(int fd, const void *bytes, size_t length) {
    return refused(fd) ? -1 : REAL(write)(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    return refused(fd) ? -1 : REAL(pwrite)(fd, bytes, length, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    return refused(fd) ? -1 : REAL(pwrite64)(fd, bytes, length, at);
}

int ftruncate(int fd, off_t length) { return refused(fd) ? -1 : REAL(ftruncate)(fd, length); }

int ftruncate64(int fd, off64_t length) { return refused(fd) ? -1 : REAL(ftruncate64)(fd, length); }

/* A name that changes takes what was flushed under the old one along; a file that is gone is gone. */
static const char *relative(const char *path) {
    const char *folder = getenv("FAULTY_DISK");
    size_t prefix = folder ? strlen(folder) : 0;
    return prefix && strncmp(path, folder, prefix) == 0 && path[prefix] == '/' ? path + prefix + 1 : NULL;
}

int rename(const char *from, const char *to) {
    int done = REAL(rename)(from, to);
    const char *safe = getenv("FAULTY_DISK_SAFE");
    const char *old = relative(from), *new = relative(to);
    if (done == 0 && safe && old && new) {
        char before[PATH_MAX], after[PATH_MAX];
        snprintf(before, sizeof before, "%s/%s", safe, old);
        snprintf(after, sizeof after, "%s/%s", safe, new);
        REAL(rename)(before, after);
    }
    return done;
}

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    const char *safe = getenv("FAULTY_DISK_SAFE"), *name = relative(path);
    if (done == 0 && safe && name) {
        char gone[PATH_MAX];
        snprintf(gone, sizeof gone, "%s/%s", safe, name);
        REAL(unlink)(gone);
    }
    return done;
}
