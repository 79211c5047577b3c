package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A real module between which and its user something goes wrong.
public final class FaultyModule {
  private final Cryptoki real;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<String, Optional<ReturnValue>> fault = _ -> Optional.empty();
  private volatile UnaryOperator<Map<Long, Long>> offer = all -> all;
  private volatile String spoilt = "";
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public FaultyModule(Cryptoki real) {
    this.real = real;
  }

  public Cryptoki cryptoki() {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (_, method, arguments) -> {
              before(method.getName());
              try {
                return changed(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  /// Every call from now on answers what `fault` says for its name, if it says anything.
  public void failing(Function<String, Optional<ReturnValue>> what) {
    fault = what;
  }

  /// Every call of this name answers something else by one bit from now on.
  public void spoiling(String name) {
    spoilt = name;
  }

  /// The next call of this name fails.
  public void failOnce(String name, ReturnValue value) {
    boolean[] done = {false};
    failing(called -> {
      if (done[0] || !called.equals(name)) {
        return Optional.empty();
      }
      done[0] = true;
      return Optional.of(value);
    });
  }

  public void offering(UnaryOperator<Map<Long, Long>> some) {
    offer = some;
  }

  /// Calls wait from now on.
  public void hang() {
    gate = new CountDownLatch(1);
  }

  public void goOn() {
    gate.countDown();
  }

  public List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  public long calls(String name) {
    return calls().stream().filter(name::equals).count();
  }

  private void before(String name) throws InterruptedException {
    calls.add(name);
    gate.await();
    Optional<ReturnValue> failure = fault.apply(name);
    if (failure.isPresent()) {
      throw new CryptokiFailure(name, failure.get());
    }
  }

  @SuppressWarnings("unchecked")
  private Object changed(String name, Object answer) {
    if (answer instanceof byte[] bytes && name.equals(spoilt)) {
      bytes[bytes.length / 2] ^= 1;
    }
    return answer instanceof Map<?, ?> mechanisms
        ? offer.apply((Map<Long, Long>) mechanisms)
        : answer;
  }
}
