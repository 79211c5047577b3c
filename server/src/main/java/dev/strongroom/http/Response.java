package dev.strongroom.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer. The listener wipes `body` once it is written, so it must not be shared.
public record Response(int status, List<Header> headers, byte[] body) {
  private static final byte[] EMPTY = {};

  public record Header(String name, String value) {}

  public Response {
    headers = List.copyOf(headers);
  }

  public static Response of(int status) {
    return new Response(status, List.of(), EMPTY);
  }

  public static Response json(int status, byte[] body) {
    return new Response(
        status, List.of(new Header("Content-Type", "application/json; charset=utf-8")), body);
  }

  public static Response text(int status, String contentType, String body) {
    return new Response(
        status,
        List.of(new Header("Content-Type", contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }

  public Response with(List<Header> others) {
    List<Header> more = new ArrayList<>(headers);
    more.addAll(others);
    return new Response(status, more, body);
  }

  @Override
  public String toString() {
    return "Response[" + status + ", " + body.length + " bytes]";
  }
}
