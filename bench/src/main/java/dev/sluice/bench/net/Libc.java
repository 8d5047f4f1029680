package dev.sluice.bench.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Functions of the C library (Linux). Each returns -1 on failure. */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle SOCKET = find("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = find("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT =
      find("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      find("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      find("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      find("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      find("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_CREATE = find("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      find("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      find("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);

  private Libc() {}

  // The C library's own functions, with the types of its headers.
  @SuppressWarnings("restricted")
  private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  static int socket(int domain, int type, int protocol) {
    try {
      return (int) SOCKET.invokeExact(domain, type, protocol);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int bind(int fd, MemorySegment address, int bytes) {
    try {
      return (int) BIND.invokeExact(fd, address, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int connect(int fd, MemorySegment address, int bytes) {
    try {
      return (int) CONNECT.invokeExact(fd, address, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int getsockname(int fd, MemorySegment address, MemorySegment bytes) {
    try {
      return (int) GETSOCKNAME.invokeExact(fd, address, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setsockopt(int fd, int level, int name, MemorySegment value, int bytes) {
    try {
      return (int) SETSOCKOPT.invokeExact(fd, level, name, value, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long send(int fd, MemorySegment data, long bytes, int flags) {
    try {
      return (long) SEND.invokeExact(fd, data, bytes, flags);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int recvmmsg(int fd, MemorySegment messages, int count, int flags) {
    try {
      return (int) RECVMMSG.invokeExact(fd, messages, count, flags, MemorySegment.NULL);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollCreate() {
    try {
      return (int) EPOLL_CREATE.invokeExact(0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollCtl(int epoll, int operation, int fd, MemorySegment event) {
    try {
      return (int) EPOLL_CTL.invokeExact(epoll, operation, fd, event);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollWait(int epoll, MemorySegment events, int count, int timeoutMillis) {
    try {
      return (int) EPOLL_WAIT.invokeExact(epoll, events, count, timeoutMillis);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int close(int fd) {
    try {
      return (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static AssertionError impossible(Throwable e) {
    return new AssertionError("a call of the C library does not throw", e);
  }
}
