package dev.sluice.net.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces single methods of an object of an interface. All other methods go to the object itself,
 * also methods that a later version of the interface adds.
 */
final class DelegatingProxy {
  private DelegatingProxy() {}

  /**
   * Makes the proxy.
   *
   * @param replaced functions of the arguments by method name; a name stands for all its overloads
   */
  static <T> T of(
      Class<T> type, T plain, Map<String, Function<Object[], @Nullable Object>> replaced) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Function<Object[], @Nullable Object> replacement = replaced.get(method.getName());
          if (replacement != null) {
            return replacement.apply(arguments);
          }
          try {
            return method.invoke(plain, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
