/* Preloaded into a node: fails a random one of some system calls on files under FAULT_DIR, again and again.
   FAULT_SEED seeds the choice, FAULT_GAP is the mean number of calls between two faults, FAULT_LOG gets a line a
   fault; where FAULT_GATE is set, nothing fails before that file is there. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *folder, *gate;
static int log_file = -1;
static unsigned long long state, next_fault, calls, gap;

static unsigned long long draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

__attribute__((constructor)) static void begin(void)
{
    const char *seed = getenv("FAULT_SEED"), *mean = getenv("FAULT_GAP"), *log = getenv("FAULT_LOG");
    folder = getenv("FAULT_DIR");
    gate = getenv("FAULT_GATE");
    if (!folder || !seed || !mean || !log) { folder = NULL; return; }
    state = strtoull(seed, NULL, 10) * 0x9E3779B97F4A7C15ULL + 1;
    gap = strtoull(mean, NULL, 10);
    for (int i = 0; i < 8; i++) draw();
    next_fault = 1 + draw() % (2 * gap);
    log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

enum { NONE, FAIL, SHORT };

static void tell(const char *call, const char *path, const char *how)
{
    char line[600];
    int length = snprintf(line, sizeof line, "%s %s %s\n", call, how, path);
    if (length > (int)sizeof line) length = sizeof line;
    if (syscall(SYS_write, log_file, line, (size_t)length) < 0) return;
}

/* Whether this call is to fail, and errno if so. */
static int judge(const char *call, const char *path, int may_be_short)
{
    if (!folder || strncmp(path, folder, strlen(folder)) != 0) return NONE;
    if (gate && syscall(SYS_faccessat, AT_FDCWD, gate, F_OK) != 0) return NONE;
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != __atomic_load_n(&next_fault, __ATOMIC_SEQ_CST)) return NONE;
    unsigned long long choice = draw();
    if (may_be_short && choice % 3 == 0)
    {
        tell(call, path, "short");
        __atomic_store_n(&next_fault, calls + 1, __ATOMIC_SEQ_CST);
        return SHORT;
    }

    __atomic_store_n(&next_fault, calls + 1 + draw() % (2 * gap), __ATOMIC_SEQ_CST);
    tell(call, path, choice & 8 ? "EIO" : "ENOSPC");
    errno = choice & 8 ? EIO : ENOSPC;
    return FAIL;
}

static int judge_file(const char *call, int file, int may_be_short)
{
    char link[64], path[512];
    if (!folder || file < 3) return NONE;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0) return NONE;
    path[length] = 0;
    return judge(call, path, may_be_short);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    switch (judge_file("write", file, count > 1))
    {
        case FAIL: return -1;
        case SHORT: return syscall(SYS_write, file, bytes, count / 2);
        default: return syscall(SYS_write, file, bytes, count);
    }
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    switch (judge_file("pwrite", file, count > 1))
    {
        case FAIL: return -1;
        case SHORT: return syscall(SYS_pwrite64, file, bytes, count / 2, at);
        default: return syscall(SYS_pwrite64, file, bytes, count, at);
    }
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }

int fsync(int file) { return judge_file("fsync", file, 0) == FAIL ? -1 : (int)syscall(SYS_fsync, file); }

int fdatasync(int file) { return judge_file("fdatasync", file, 0) == FAIL ? -1 : (int)syscall(SYS_fdatasync, file); }

int ftruncate64(int file, off64_t size) { return judge_file("ftruncate", file, 0) == FAIL ? -1 : (int)syscall(SYS_ftruncate, file, size); }

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int fallocate64(int file, int mode, off64_t at, off64_t size)
{
    return judge_file("fallocate", file, 0) == FAIL ? -1 : (int)syscall(SYS_fallocate, file, mode, at, size);
}

int fallocate(int file, int mode, off_t at, off_t size) { return fallocate64(file, mode, at, size); }

int rename(const char *from, const char *to)
{
    return judge("rename", to, 0) == FAIL ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
