package dev.strongroom.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicReference;

/// Connections that let something happen once, when a COMMIT has just been carried out and the
/// store does not know it yet.
final class Committing {
  private Committing() {}

  static Connection then(Connection real, AtomicReference<Runnable> next) {
    return proxy(
        Connection.class,
        real,
        (result, name, arguments) ->
            name.equals("prepareStatement") && "COMMIT".equals(arguments[0])
                ? proxy(PreparedStatement.class, (PreparedStatement) result, after(next))
                : result);
  }

  private static Seen after(AtomicReference<Runnable> next) {
    return (result, name, _) -> {
      if (name.equals("executeUpdate")) {
        next.getAndSet(() -> {}).run();
      }
      return result;
    };
  }

  /// Looks at what a method answered, and answers.
  private interface Seen {
    Object of(Object result, String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, T real, Seen seen) {
    return type.cast(
        Proxy.newProxyInstance(
            Committing.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return seen.of(method.invoke(real, arguments), method.getName(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
