package io.quantumlayer.quantumdrop.projectfiles;

import io.quantumlayer.contracts.quantumdrop.Project;
import io.quantumlayer.contracts.quantumdrop.ProjectFile;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.springframework.stereotype.Component;

/**
 * Writes a project as an archive, file by file, without holding it in memory. The same files give the same bytes: the
 * order is that of the paths, all times are the first that a zip knows.
 */
@Component
class ProjectArchive {

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int PLAIN_FILE = 0100644;
    private static final int PROGRAM = 0100755;

    private final Blobs blobs;

    ProjectArchive(Blobs blobs) {
        this.blobs = blobs;
    }

    void write(Project project, ArchiveFormat format, OutputStream out) throws IOException {
        switch (format) {
            case ZIP -> zip(project, out);
            case TAR_GZ -> tarGz(project, out);
        }
    }

    private void zip(Project project, OutputStream out) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (ProjectFile file : project.files()) {
                byte[] content = blobs.read(file.sha256());
                ZipArchiveEntry entry = new ZipArchiveEntry(name(project, file));
                entry.setTimeLocal(TIME);
                entry.setUnixMode(mode(content));
                entry.setSize(content.length);
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
    }

    private void tarGz(Project project, OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(out), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (ProjectFile file : project.files()) {
                byte[] content = blobs.read(file.sha256());
                TarArchiveEntry entry = new TarArchiveEntry(name(project, file));
                entry.setModTime(Date.from(TIME.toInstant(ZoneOffset.UTC)));
                entry.setMode(mode(content));
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }

    private static String name(Project project, ProjectFile file) {
        return project.name() + "/" + file.path();
    }

    private static int mode(byte[] content) {
        return content.length > 1 && content[0] == '#' && content[1] == '!' ? PROGRAM : PLAIN_FILE;
    }
}
