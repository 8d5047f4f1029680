package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * An AES-GCM cipher of OpenSSL, called through the function table of its provider
 * (provider-cipher(7)). {@code EVP_EncryptUpdate} and the like call the same functions, after
 * checks that take 55 ns a packet: a fifth of the total for a small packet.
 *
 * <pre>
 *  OSSL_ALGORITHM[], ends with null names         OSSL_DISPATCH[], ends with id 0
 *  +-------+------------+----------------+-----+  +----+----------+
 *  | names | properties | implementation | ... |  | id | function |    8 bytes each
 *  +-------+------------+--------|-------+-----+  +----+----------+
 *                                +--------------->
 * </pre>
 *
 * @param providerContext argument of {@code newContext}
 * @param newContext {@code OSSL_FUNC_cipher_newctx}
 * @param freeContext {@code OSSL_FUNC_cipher_freectx}
 * @param encryptInit {@code OSSL_FUNC_cipher_encrypt_init}
 * @param decryptInit {@code OSSL_FUNC_cipher_decrypt_init}
 * @param update {@code OSSL_FUNC_cipher_update}
 * @param last {@code OSSL_FUNC_cipher_final}
 * @param getParameters {@code OSSL_FUNC_cipher_get_ctx_params}
 * @param setParameters {@code OSSL_FUNC_cipher_set_ctx_params}
 */
record AesGcmCipher(
    long providerContext,
    MemorySegment newContext,
    MemorySegment freeContext,
    MemorySegment encryptInit,
    MemorySegment decryptInit,
    MemorySegment update,
    MemorySegment last,
    MemorySegment getParameters,
    MemorySegment setParameters) {
  private static final long NONE = 0;
  private static final int OPERATION_CIPHER = 2;

  private static final int NEW_CONTEXT = 1;
  private static final int ENCRYPT_INIT = 2;
  private static final int DECRYPT_INIT = 3;
  private static final int UPDATE = 4;
  private static final int FINAL = 5;
  private static final int FREE_CONTEXT = 7;
  private static final int GET_PARAMETERS = 10;
  private static final int SET_PARAMETERS = 11;

  private static final int ALGORITHM_BYTES = 32;
  private static final int IMPLEMENTATION = 16;
  private static final int DISPATCH_BYTES = 16;
  private static final int FUNCTION = 8;

  /**
   * Looks up a cipher by name, which is slow.
   *
   * @throws IllegalStateException if the library does not have it
   */
  static AesGcmCipher named(String name) {
    try (Arena arena = Arena.ofConfined()) {
      long text = arena.allocateFrom(name).address();
      // Never freed: it keeps its provider loaded.
      long cipher = existing((long) GcmFunctions.CIPHER_FETCH.invokeExact(NONE, text, NONE));
      long provider = existing((long) GcmFunctions.CIPHER_PROVIDER.invokeExact(cipher));
      long context = (long) GcmFunctions.PROVIDER_CONTEXT.invokeExact(provider);
      long noCache = arena.allocate(ValueLayout.JAVA_LONG).address();
      long algorithms =
          (long) GcmFunctions.PROVIDER_QUERY.invokeExact(provider, OPERATION_CIPHER, noCache);
      MemorySegment functions = implementation(LibCrypto.memory(existing(algorithms)), name);
      return new AesGcmCipher(
          context,
          function(functions, NEW_CONTEXT),
          function(functions, FREE_CONTEXT),
          function(functions, ENCRYPT_INIT),
          function(functions, DECRYPT_INIT),
          function(functions, UPDATE),
          function(functions, FINAL),
          function(functions, GET_PARAMETERS),
          function(functions, SET_PARAMETERS));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  private static long existing(long pointer) {
    if (pointer == NONE) {
      throw new IllegalStateException("a null pointer was returned");
    }
    return pointer;
  }

  private static MemorySegment implementation(MemorySegment algorithms, String name) {
    for (long at = 0; algorithms.get(ValueLayout.JAVA_LONG, at) != NONE; at += ALGORITHM_BYTES) {
      String names = LibCrypto.memory(algorithms.get(ValueLayout.JAVA_LONG, at)).getString(0);
      if (List.of(names.split(":")).contains(name)) {
        return LibCrypto.memory(algorithms.get(ValueLayout.JAVA_LONG, at + IMPLEMENTATION));
      }
    }
    throw new IllegalStateException("the provider has no " + name);
  }

  private static MemorySegment function(MemorySegment functions, int wanted) {
    for (long at = 0; ; at += DISPATCH_BYTES) {
      int id = functions.get(ValueLayout.JAVA_INT, at);
      if (id == wanted) {
        return MemorySegment.ofAddress(functions.get(ValueLayout.JAVA_LONG, at + FUNCTION));
      }
      if (id == 0) {
        throw new IllegalStateException("the cipher has no function " + wanted);
      }
    }
  }

  /** Allocates a context without a key, to be released by {@link #free}. */
  long allocate() {
    try {
      return existing((long) GcmFunctions.NEW_CONTEXT.invokeExact(newContext, providerContext));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /** Frees a context and wipes its key. */
  void free(long context) {
    try {
      GcmFunctions.FREE_CONTEXT.invokeExact(freeContext, context);
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }
}
