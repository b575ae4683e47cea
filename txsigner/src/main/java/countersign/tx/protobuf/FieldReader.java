package countersign.tx.protobuf;

import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.util.List;

/// A field's descriptor while it is read.
final class FieldReader {
    private static final int NULLABLE = 65_001;
    private static final int CUSTOM_TYPE = 65_003;
    private static final int SCALAR = 93_002;
    private static final int AMINO_ENCODING = 11_110_003;
    private static final int AMINO_FIELD_NAME = 11_110_004;
    private static final int AMINO_KEPT_WHEN_EMPTY = 11_110_005;
    private static final int AMINO_ONEOF_NAME = 11_110_006;
    private static final int REPEATED = 3;

    private static final int NUMBER_MAX = (1 << 29) - 1;
    private static final int NO_GROUP = -1;

    private String name = "";
    private int number;
    private boolean repeated;
    private int kind;
    private String type = "";
    private int group = NO_GROUP;
    private boolean nullable = true;
    private String scalar = "";
    private String customType = "";
    private String aminoName = "";
    private String aminoEncoding = "";
    private String aminoChoice = "";
    private boolean keptWhenEmpty;

    private FieldReader() {}

    static FieldReader of(ProtoReader in) throws MalformedException {
        FieldReader field = new FieldReader();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> field.name = DescriptorReader.text(in);
                case 3 -> field.number = in.int32();
                case 4 -> field.repeated = in.int32() == REPEATED;
                case 5 -> field.kind = in.int32();
                case 6 -> field.type = DescriptorReader.text(in);
                case 8 -> field.options(in.message());
                case 9 -> field.group = in.int32();
                default -> in.skip();
            }
        }
        return field;
    }

    private void options(ProtoReader in) throws MalformedException {
        while (in.next()) {
            switch (in.field()) {
                case NULLABLE -> nullable = in.bool();
                case CUSTOM_TYPE -> customType = DescriptorReader.text(in);
                case SCALAR -> scalar = DescriptorReader.text(in);
                case AMINO_ENCODING -> aminoEncoding = DescriptorReader.text(in);
                case AMINO_FIELD_NAME -> aminoName = DescriptorReader.text(in);
                case AMINO_KEPT_WHEN_EMPTY -> keptWhenEmpty = in.bool();
                case AMINO_ONEOF_NAME -> aminoChoice = DescriptorReader.text(in);
                default -> in.skip();
            }
        }
    }

    MessageType.Field field(List<String> groups) throws MalformedException {
        if (name.isEmpty() || number < 1 || number > NUMBER_MAX) {
            throw new MalformedException("a field has no name, or no number that can be written");
        }
        if (group != NO_GROUP && (group < 0 || group >= groups.size())) {
            throw new MalformedException("the field " + name + " is of a group that is missing");
        }
        String groupName = group == NO_GROUP ? "" : groups.get(group);
        MessageType.Amino amino =
                new MessageType.Amino(
                        aminoName.isEmpty() ? name : aminoName,
                        aminoEncoding,
                        aminoChoice,
                        keptWhenEmpty);
        return new MessageType.Field(
                name,
                number,
                Kind.of(kind),
                repeated,
                type.startsWith(".") ? type.substring(1) : type,
                new MessageType.Options(nullable, scalar, customType, groupName, amino));
    }
}
