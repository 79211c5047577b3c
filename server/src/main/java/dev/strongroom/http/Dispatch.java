package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Decides where an answer is made, and nothing else does: a read that memory can answer is
/// answered on the event loop it arrived on; everything else is plain blocking code on a virtual
/// thread. The hand-over costs about 6 µs of processor time.
final class Dispatch {
  private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
  private final Answerer answerer;
  private final Executor threads;
  private final Semaphore requests;
  private final Semaphore refusals;

  /// @param threads starts each task on a virtual thread of its own
  /// @param requests and `refusals` bound how many run at once
  Dispatch(Answerer answerer, Executor threads, Semaphore requests, Semaphore refusals) {
    this.answerer = answerer;
    this.threads = threads;
    this.requests = requests;
    this.refusals = refusals;
  }

  /// Called on the event loop. `reply` is called once, here or on another thread; with nothing when
  /// the request is not answered at all.
  void answer(Request request, Consumer<Optional<Response>> reply) {
    Optional<Response> made = fromMemory(request);
    if (made.isPresent()) {
      reply.accept(made);
    } else if (requests.tryAcquire()) {
      threads.execute(
          () -> reply.accept(guarded(request, requests, () -> answerer.answer(request))));
    } else {
      Problem busy =
          new Problem.Unavailable(
              "The server is answering as many requests as it may at once.", Limits.RETRY_AFTER);
      refuse(request, busy, reply);
    }
  }

  int bodyLimit(Request request, int usual) {
    return answerer.bodyLimit(request, usual);
  }

  /// Called on the event loop. `reply` is called once, with nothing when too many refusals are
  /// under way already: what cannot be recorded is not answered.
  void refuse(Request request, Problem problem, Consumer<Optional<Response>> reply) {
    if (!refusals.tryAcquire()) {
      reply.accept(Optional.empty());
      return;
    }
    threads.execute(
        () -> reply.accept(guarded(request, refusals, () -> answerer.refuse(request, problem))));
  }

  private Optional<Response> fromMemory(Request request) {
    if (request.body().length > 0 || !reads(request.method())) {
      return Optional.empty();
    }
    try {
      return answerer.answerFromMemory(request);
    } catch (RuntimeException | Error bug) {
      return Optional.of(crash(request, bug));
    }
  }

  private static boolean reads(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
  }

  private static Optional<Response> guarded(
      Request request, Semaphore slot, Supplier<Response> answer) {
    try {
      return Optional.of(answer.get());
    } catch (RuntimeException | Error bug) {
      return Optional.of(crash(request, bug));
    } finally {
      slot.release();
    }
  }

  private static Response crash(Request request, Throwable bug) {
    LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
    WireErrors.WireError error = WireErrors.crash(request.id());
    return Response.json(
        error.status(),
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", error.code());
          json.writeStringProperty("message", error.message());
          json.writeEndObject();
          json.writeEndObject();
        }));
  }
}
