package dev.strongroom.http;

/// How Azure's texts name the status of an answer.
public final class StatusWord {
  private StatusWord() {}

  public static String of(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "NoContent";
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      default -> Integer.toString(status);
    };
  }
}
