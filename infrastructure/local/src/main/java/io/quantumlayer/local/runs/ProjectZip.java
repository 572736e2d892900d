package io.quantumlayer.local.runs;

import io.quantumlayer.local.Json;
import io.quantumlayer.local.platform.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/**
 * A downloaded project: a zip with one directory at its root.
 *
 * @param name of the project, fit for a directory
 * @param manifest {@code .quantumlayer/project.json}; an empty object when the project has none
 */
record ProjectZip(Path file, String name, JsonNode manifest) {

    private static final String MANIFEST = ".quantumlayer/project.json";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final long LARGEST = 1L << 30;

    /**
     * Looks into a zip.
     *
     * @throws IOException when it is no zip of a project, or would write outside its directory
     */
    static ProjectZip read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Optional<String> root = Optional.empty();
            long size = 0;
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String first = safe(entry.getName()).getName(0).toString();
                if (root.isPresent() && !root.get().equals(first)) {
                    throw new IOException("The archive has more than one directory at its root.");
                }
                root = Optional.of(first);
                size += Math.max(0, entry.getSize());
            }
            if (size > LARGEST) {
                throw new IOException("The archive holds more than %d MB.".formatted(LARGEST >> 20));
            }
            String directory = root.orElseThrow(() -> new IOException("The archive is empty."));
            JsonNode manifest = manifest(zip, directory);
            String named = Json.text(manifest, "name");
            return new ProjectZip(file, NAME.matcher(named).matches() ? named : directory, manifest);
        }
    }

    /**
     * Puts the project's files into a directory that does not exist yet, all of them or none.
     *
     * @throws FileAlreadyExistsException when it exists
     */
    void unpackTo(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, ".quantumlayer-");
        try {
            Path root = Files.createDirectory(work.resolve("project"));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                    unpack(zip, all.nextElement(), root);
                }
            }
            claim(absolute);
            Files.move(root, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    /** Whether a project can be put there: nothing is there, or an empty directory. */
    static boolean isFree(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var entries = Files.list(target)) {
            return entries.findAny().isEmpty();
        }
    }

    // Renaming replaces an empty directory and nothing else; a directory that is not empty makes it fail.
    private static void claim(Path target) throws IOException {
        if (!isFree(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private void unpack(ZipFile zip, ZipEntry entry, Path root) throws IOException {
        Path inProject = safe(entry.getName());
        if (inProject.getNameCount() == 1) {
            return;
        }
        Path target = root.resolve(inProject.subpath(1, inProject.getNameCount()));
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(root));
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
        }
        if (startsProgram(target)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    // java.util.zip does not tell the mode that the archive gives a file.
    private static boolean startsProgram(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
        }
    }

    private static JsonNode manifest(ZipFile zip, String root) throws IOException {
        ZipEntry entry = zip.getEntry(root + "/" + MANIFEST);
        if (entry == null) {
            return Json.lenient("{}");
        }
        try (InputStream content = zip.getInputStream(entry)) {
            return Json.lenient(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Path safe(String name) throws IOException {
        Path path = path(name);
        boolean climbs = false;
        for (Path part : path) {
            climbs |= part.toString().equals("..") || part.toString().equals(".");
        }
        if (name.isBlank() || name.contains("\\") || path.isAbsolute() || climbs) {
            throw new IOException("The archive names a file outside the project: " + name);
        }
        return path;
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "this system cannot hold the file name \"%s\": %s; names beyond ASCII want a locale of UTF-8, such as LC_ALL=C.UTF-8"
                            .formatted(name, e.getReason()),
                    e);
        }
    }
}
