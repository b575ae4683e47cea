package countersign.simulation.saboteur;

import countersign.simulation.Trial;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Loads the whole signer, harness and world anew, with the altered classes among them. What both
/// sides speak, this program's own package, stays the one that is there.
final class AlteredLoader extends ClassLoader {
    private static final String OURS = "countersign.";
    private static final String SHARED = Trial.class.getPackageName();

    private final Map<String, byte[]> altered;

    AlteredLoader(Map<String, byte[]> altered) {
        super(AlteredLoader.class.getClassLoader());
        this.altered = altered;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String room = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (!name.startsWith(OURS) || room.equals(SHARED)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = altered.containsKey(name) ? altered.get(name) : original(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
