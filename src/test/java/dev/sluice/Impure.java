package dev.sluice;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Classes and calls that use sockets or files, read the clock, or wait. */
final class Impure {
  /** Values of {@code java.net}; its other classes open sockets or files. */
  private static final Set<String> VALUES_OF_JAVA_NET =
      Set.of(
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetAddress",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.net.UnknownHostException",
          "java.net.URI",
          "java.net.URISyntaxException");

  private static final Set<String> FILES =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile");

  private static final Set<String> CLOCK_CALLS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.util.Date.<init>",
          "java.util.Calendar.getInstance");

  private static final Set<String> WAITING_TYPES =
      Set.of(
          "java.util.concurrent.BlockingDeque",
          "java.util.concurrent.BlockingQueue",
          "java.util.concurrent.ArrayBlockingQueue",
          "java.util.concurrent.DelayQueue",
          "java.util.concurrent.LinkedBlockingDeque",
          "java.util.concurrent.LinkedBlockingQueue",
          "java.util.concurrent.LinkedTransferQueue",
          "java.util.concurrent.PriorityBlockingQueue",
          "java.util.concurrent.SynchronousQueue",
          "java.util.concurrent.CountDownLatch",
          "java.util.concurrent.CyclicBarrier",
          "java.util.concurrent.Exchanger",
          "java.util.concurrent.Phaser",
          "java.util.concurrent.Semaphore");

  private static final Set<String> WAITING_CALLS =
      Set.of(
          "java.lang.Object.wait",
          "java.lang.Thread.sleep",
          "java.lang.Thread.join",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.join",
          "java.util.concurrent.Future.get",
          "java.util.concurrent.TimeUnit.sleep");

  private Impure() {}

  static boolean isSocketOrFile(JavaClass used) {
    String name = used.getBaseComponentType().getName();
    return name.startsWith("java.net.") && !VALUES_OF_JAVA_NET.contains(name)
        || FILES.contains(name);
  }

  static boolean readsClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    if (owner.startsWith("java.time.")) {
      return owner.equals("java.time.Clock") || access.getName().equals("now");
    }
    // new Date(millis) and the like are values; only the call without arguments reads the clock.
    return CLOCK_CALLS.contains(owner + "." + access.getName())
        && access.getTarget().getFullName().endsWith("()");
  }

  static boolean repeats(JavaAccess<?> access) {
    return access.getName().equals("scheduleAtFixedRate")
        || access.getName().equals("scheduleWithFixedDelay");
  }

  static boolean blocks(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return owner.startsWith("java.util.concurrent.locks.")
        || WAITING_TYPES.contains(owner)
        || WAITING_CALLS.contains(owner + "." + access.getName());
  }
}
