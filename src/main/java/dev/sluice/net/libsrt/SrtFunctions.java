package dev.sluice.net.libsrt;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libsrt (srt.h, version 1.5). Pointers are passed as {@code long}; a socket is an
 * {@code int}, -1 for none. Most functions return -1 for an error.
 */
final class SrtFunctions {
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final SymbolLookup library;

  /** {@code uint32_t (void)}: 0xMMmmpp. */
  final MethodHandle version;

  /** {@code int (void)}. */
  final MethodHandle startUp;

  /** {@code int (void)}. */
  final MethodHandle cleanUp;

  /** {@code void (int level)}. */
  final MethodHandle setLogLevel;

  /** {@code void (const int *areas, size_t)}. */
  final MethodHandle resetLogAreas;

  /** {@code int (void)}: a new socket. */
  final MethodHandle create;

  /** {@code int (socket)}. */
  final MethodHandle close;

  /** {@code int (socket, const struct sockaddr *, int length)}. */
  final MethodHandle bind;

  /** {@code int (socket, int backlog)}. */
  final MethodHandle listen;

  /** {@code int (socket, srt_listen_callback_fn *, void *opaque)}. */
  final MethodHandle listenHook;

  /** {@code int (socket, struct sockaddr *, int *length)}: a new socket. */
  final MethodHandle accept;

  /** {@code int (socket, const struct sockaddr *, int length)}. */
  final MethodHandle connect;

  /** {@code int (socket, struct sockaddr *, int *length)}. */
  final MethodHandle localName;

  /** {@code int (socket, option, const void *, int length)}. */
  final MethodHandle setOption;

  /** {@code int (socket, option, void *, int *length)}. */
  final MethodHandle getOption;

  /** {@code int (socket, char *, int length, SRT_MSGCTRL *)}: bytes of the message. */
  final MethodHandle receive;

  /** {@code int (socket, SRT_TRACEBSTATS *, int clear)}. */
  final MethodHandle statistics;

  /** {@code int (socket)}: SRT_SOCKSTATUS. */
  final MethodHandle state;

  /** {@code int (int *errno)}: code of the thread's last error. */
  final MethodHandle lastError;

  /** {@code int (socket)}. */
  final MethodHandle rejectReason;

  /** {@code int (socket, int reason)}. */
  final MethodHandle setRejectReason;

  /**
   * @throws UnsatisfiedLinkError if the library lacks a function
   */
  SrtFunctions(SymbolLookup library) {
    this.library = library;
    version = handle("srt_getversion", INT);
    startUp = handle("srt_startup", INT);
    cleanUp = handle("srt_cleanup", INT);
    setLogLevel = function("srt_setloglevel", FunctionDescriptor.ofVoid(INT));
    resetLogAreas = function("srt_resetlogfa", FunctionDescriptor.ofVoid(POINTER, POINTER));
    create = handle("srt_create_socket", INT);
    close = handle("srt_close", INT, INT);
    bind = handle("srt_bind", INT, INT, POINTER, INT);
    listen = handle("srt_listen", INT, INT, INT);
    listenHook = handle("srt_listen_callback", INT, INT, POINTER, POINTER);
    accept = handle("srt_accept", INT, INT, POINTER, POINTER);
    connect = handle("srt_connect", INT, INT, POINTER, INT);
    localName = handle("srt_getsockname", INT, INT, POINTER, POINTER);
    setOption = handle("srt_setsockflag", INT, INT, INT, POINTER, INT);
    getOption = handle("srt_getsockflag", INT, INT, INT, POINTER, POINTER);
    receive = handle("srt_recvmsg2", INT, INT, POINTER, INT, POINTER);
    statistics = handle("srt_bstats", INT, INT, POINTER, INT);
    state = handle("srt_getsockstate", INT, INT);
    lastError = handle("srt_getlasterror", INT, POINTER);
    rejectReason = handle("srt_getrejectreason", INT, INT);
    setRejectReason = handle("srt_setrejectreason", INT, INT, INT);
  }

  private MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return function(name, FunctionDescriptor.of(result, arguments));
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private MethodHandle function(String name, FunctionDescriptor type) {
    return Linker.nativeLinker()
        .downcallHandle(
            library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("libsrt has no " + name)),
            type);
  }

  /** Calls a function that returns a number, when speed does not matter. */
  static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Wraps an exception thrown by a call through a handle. */
  static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("libsrt cannot be called: " + thrown.getMessage(), thrown);
  }
}
