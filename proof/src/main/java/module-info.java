/// Tests that prove a promise, in a quick and a long form. Nothing of it ships.
module countersign.proof {
    requires transitive org.junit.jupiter.api;
    requires java.xml;
    requires static org.jspecify;

    exports countersign.proof;
}
