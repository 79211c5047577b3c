package dev.strongroom.dataplane;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.model.VaultFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request to a vault while it is answered: what it asks, and what must be wiped after it.
/// Closing it wipes the body, which may hold the value of a secret.
final class Call implements AutoCloseable {
  private final Request request;
  private final Map<String, String> query;
  private final List<Runnable> wipes = new ArrayList<>();
  private Optional<VaultFacts> vault = Optional.empty();
  private Optional<Runnable> sequel = Optional.empty();

  Call(Request request) {
    this.request = request;
    this.query = request.query();
  }

  Request request() {
    return request;
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  SecretBody bodyWithValue() {
    return keep(SecretBody.withValue(request.body()));
  }

  SecretBody bodyWithoutValue() {
    return keep(SecretBody.withoutValue(request.body()));
  }

  /// Has something of this request wiped when it was answered.
  void afterwards(Runnable wipe) {
    wipes.add(wipe);
  }

  /// Has the server go on with something once the request was granted and its write is durable.
  void afterAnswer(Runnable work) {
    sequel = Optional.of(work);
  }

  void goOn() {
    sequel.ifPresent(Runnable::run);
  }

  /// A 200, which also tells where the vault is.
  Response ok(VaultFacts facts, byte[] json) {
    vault = Optional.of(facts);
    return Response.json(200, json);
  }

  Response noContent(VaultFacts facts) {
    vault = Optional.of(facts);
    return Response.of(204);
  }

  /// The vault that the operation found, if it came that far.
  Optional<VaultFacts> vault() {
    return vault;
  }

  @Override
  public void close() {
    wipes.forEach(Runnable::run);
    Arrays.fill(request.body(), (byte) 0);
  }

  private SecretBody keep(SecretBody read) {
    afterwards(read::close);
    return read;
  }
}
