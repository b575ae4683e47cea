package countersign.tx.protobuf;

import countersign.bytes.Bytes;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `google.protobuf.FileDescriptorSet`: of it, names, fields and the options that Cosmos adds
/// to them. Whatever else is there is passed over.
final class DescriptorReader {
    /// How deep messages are declared within messages.
    private static final int NESTING_MAX = 16;

    private static final int AMINO_NAME = 11_110_001;
    private static final int AMINO_MESSAGE_ENCODING = 11_110_002;

    private final Map<String, MessageType> messages = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> enums = new LinkedHashMap<>();

    Map<String, MessageType> messages() {
        return messages;
    }

    Map<String, Map<String, Integer>> enums() {
        return enums;
    }

    void set(Bytes set) throws MalformedException {
        ProtoReader in = ProtoReader.of(set);
        while (in.next()) {
            if (in.field() == 1) {
                file(in.repeatedMessage());
            } else {
                in.skip();
            }
        }
    }

    private void file(ProtoReader in) throws MalformedException {
        String prefix = "";
        List<ProtoReader> types = new ArrayList<>();
        List<ProtoReader> choices = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> prefix = text(in) + ".";
                case 4 -> types.add(in.repeatedMessage());
                case 5 -> choices.add(in.repeatedMessage());
                default -> in.skip();
            }
        }
        declare(prefix, types, choices, 0);
    }

    private void declare(
            String prefix, List<ProtoReader> types, List<ProtoReader> choices, int depth)
            throws MalformedException {
        if (depth > NESTING_MAX) {
            throw new MalformedException("messages are nested too deeply");
        }
        for (ProtoReader type : types) {
            message(prefix, type, depth);
        }
        for (ProtoReader choice : choices) {
            choice(prefix, choice);
        }
    }

    private void message(String prefix, ProtoReader in, int depth) throws MalformedException {
        String name = "";
        List<FieldReader> fields = new ArrayList<>();
        List<ProtoReader> types = new ArrayList<>();
        List<ProtoReader> choices = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        MessageOptions options = new MessageOptions("", "", false);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = prefix + text(in);
                case 2 -> fields.add(FieldReader.of(in.repeatedMessage()));
                case 3 -> types.add(in.repeatedMessage());
                case 4 -> choices.add(in.repeatedMessage());
                case 7 -> options = messageOptions(in.message());
                case 8 -> groups.add(name(in.repeatedMessage()));
                default -> in.skip();
            }
        }
        List<MessageType.Field> read = new ArrayList<>();
        for (FieldReader field : fields) {
            read.add(field.field(groups));
        }
        read.sort(Comparator.comparingInt(MessageType.Field::number));
        for (int i = 1; i < read.size(); i++) {
            if (read.get(i - 1).number() == read.get(i).number()) {
                throw new MalformedException("two fields of " + name + " have one number");
            }
        }
        MessageType type =
                new MessageType(
                        name, read, options.aminoName(), options.encoding(), options.isMap());
        if (messages.put(name, type) != null) {
            throw new MalformedException(name + " is there twice");
        }
        declare(name + ".", types, choices, depth + 1);
    }

    private record MessageOptions(String aminoName, String encoding, boolean isMap) {}

    private static MessageOptions messageOptions(ProtoReader in) throws MalformedException {
        String aminoName = "";
        String encoding = "";
        boolean isMap = false;
        while (in.next()) {
            switch (in.field()) {
                case 7 -> isMap = in.bool();
                case AMINO_NAME -> aminoName = text(in);
                case AMINO_MESSAGE_ENCODING -> encoding = text(in);
                default -> in.skip();
            }
        }
        return new MessageOptions(aminoName, encoding, isMap);
    }

    private void choice(String prefix, ProtoReader in) throws MalformedException {
        String name = "";
        Map<String, Integer> numbers = new LinkedHashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = prefix + text(in);
                case 2 -> number(in.repeatedMessage(), numbers);
                default -> in.skip();
            }
        }
        enums.put(name, numbers);
    }

    private static void number(ProtoReader in, Map<String, Integer> numbers)
            throws MalformedException {
        String name = "";
        int number = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = text(in);
                case 2 -> number = in.int32();
                default -> in.skip();
            }
        }
        numbers.put(name, number);
    }

    private static String name(ProtoReader in) throws MalformedException {
        String name = "";
        while (in.next()) {
            if (in.field() == 1) {
                name = text(in);
            } else {
                in.skip();
            }
        }
        return name;
    }

    static String text(ProtoReader in) throws MalformedException {
        return new String(in.bytes().toArray(), StandardCharsets.UTF_8);
    }
}
