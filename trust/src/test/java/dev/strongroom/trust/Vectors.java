package dev.strongroom.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// One file of test vectors of Project Wycheproof: groups with a key and settings, and cases in
/// them.
record Vectors(List<Group> groups) {
  record Group(Map<String, Object> fields) {
    List<Case> cases() {
      return children(fields, "tests").stream().map(Case::new).toList();
    }

    String text(String name) {
      return (String) fields.get(name);
    }

    int number(String name) {
      return ((Long) fields.get(name)).intValue();
    }

    byte[] bytes(String name) {
      return Hex.bytes(text(name));
    }

    Optional<byte[]> optional(String name) {
      return Optional.ofNullable(text(name)).map(Hex::bytes);
    }

    /// A big number inside the group's key.
    BigInteger number(String key, String name) {
      return new BigInteger(1, Hex.bytes((String) ((Map<?, ?>) fields.get(key)).get(name)));
    }
  }

  record Case(Map<String, Object> fields) {
    byte[] bytes(String name) {
      return Hex.bytes((String) fields.get(name));
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    boolean flagged(String flag) {
      return ((List<?>) fields.get("flags")).contains(flag);
    }

    String comment() {
      return (String) fields.get("comment");
    }

    String result() {
      return (String) fields.get("result");
    }

    boolean isValid() {
      return result().equals("valid");
    }

    @Override
    public String toString() {
      return fields.get("tcId") + " " + fields.get("comment");
    }
  }

  static Vectors read(Path file) throws IOException {
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      json.nextToken();
      Map<?, ?> all = (Map<?, ?>) value(json);
      return new Vectors(children(all, "testGroups").stream().map(Group::new).toList());
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> children(Map<?, ?> of, String name) {
    return (List<Map<String, Object>>) of.get(name);
  }

  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          members.put(name, value(json));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NULL -> null;
      default -> json.getString();
    };
  }
}
