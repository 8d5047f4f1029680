package dev.sluice.srtp;

import dev.sluice.openssl.LibCryptoLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of OpenSSL's libcrypto (version 3) that encrypt. Touching this class throws a
 * {@link LinkageError} where there is no such library, it lacks a function, or native access is not
 * granted.
 *
 * <p>Pointers are passed as {@code long}: a segment made for a call may end up as garbage. Handles
 * are constants, so that a call is compiled to a call. Those marked critical skip the change of the
 * thread's state, which is right for what takes less than a microsecond and never waits.
 */
final class LibCrypto {
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** {@code const char *OpenSSL_version(int)}. */
  private static final MethodHandle VERSION = handle("OpenSSL_version", POINTER, INT);

  /** {@code EVP_CIPHER *EVP_CIPHER_fetch(OSSL_LIB_CTX *, const char *name, const char *)}. */
  static final MethodHandle CIPHER_FETCH =
      handle("EVP_CIPHER_fetch", POINTER, POINTER, POINTER, POINTER);

  /** {@code EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void)}. */
  static final MethodHandle CONTEXT_NEW = handle("EVP_CIPHER_CTX_new", POINTER);

  /** {@code void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *)}. */
  static final MethodHandle CONTEXT_FREE =
      linked("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(POINTER));

  /** {@code int EVP_EncryptInit_ex(ctx, const EVP_CIPHER *, ENGINE *, key, iv)}. */
  static final MethodHandle ENCRYPT_INIT =
      critical("EVP_EncryptInit_ex", INT, POINTER, POINTER, POINTER, POINTER, POINTER);

  /** {@code int EVP_EncryptUpdate(ctx, out, int *outl, in, int inl)}; no output means AAD. */
  static final MethodHandle ENCRYPT_UPDATE =
      critical("EVP_EncryptUpdate", INT, POINTER, POINTER, POINTER, POINTER, INT);

  /** {@code int EVP_EncryptFinal_ex(ctx, out, int *outl)}. */
  static final MethodHandle ENCRYPT_FINAL =
      critical("EVP_EncryptFinal_ex", INT, POINTER, POINTER, POINTER);

  /** {@code int EVP_DecryptInit_ex(ctx, const EVP_CIPHER *, ENGINE *, key, iv)}. */
  static final MethodHandle DECRYPT_INIT =
      critical("EVP_DecryptInit_ex", INT, POINTER, POINTER, POINTER, POINTER, POINTER);

  /** {@code int EVP_DecryptUpdate(ctx, out, int *outl, in, int inl)}; no output means AAD. */
  static final MethodHandle DECRYPT_UPDATE =
      critical("EVP_DecryptUpdate", INT, POINTER, POINTER, POINTER, POINTER, INT);

  /** {@code int EVP_DecryptFinal_ex(ctx, out, int *outl)}; not 1 when the tag is wrong. */
  static final MethodHandle DECRYPT_FINAL =
      critical("EVP_DecryptFinal_ex", INT, POINTER, POINTER, POINTER);

  /** {@code int EVP_CIPHER_CTX_ctrl(ctx, int type, int arg, void *)}. */
  static final MethodHandle CONTEXT_CONTROL =
      critical("EVP_CIPHER_CTX_ctrl", INT, POINTER, INT, INT, POINTER);

  /** {@code int EVP_CIPHER_CTX_get_params(ctx, OSSL_PARAM[])}. */
  static final MethodHandle CONTEXT_GET =
      critical("EVP_CIPHER_CTX_get_params", INT, POINTER, POINTER);

  private LibCrypto() {}

  /** What the library says it is, for the log. */
  static String version() {
    try {
      long text = (long) VERSION.invokeExact(0);
      return string(text);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** An exception for what a call through one of the handles threw. */
  static IllegalStateException failed(Throwable thrown) {
    return LibCryptoLibrary.failed(thrown);
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private static String string(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Byte.MAX_VALUE).getString(0);
  }

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return linked(name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle critical(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return linked(name, FunctionDescriptor.of(result, arguments), Linker.Option.critical(false));
  }

  private static MethodHandle linked(
      String name, FunctionDescriptor type, Linker.Option... options) {
    return LibCryptoLibrary.function(name, type, options);
  }
}
