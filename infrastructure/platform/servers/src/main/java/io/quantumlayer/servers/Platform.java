package io.quantumlayer.servers;

import java.util.Locale;

/** Operating system and processor, as release archives name them: {@code linux-amd64}, {@code darwin-arm64}. */
record Platform(String os, String arch) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os.split(" ")[0],
                switch (arch) {
                    case "amd64", "x86_64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                });
    }

    @Override
    public String toString() {
        return os + "-" + arch;
    }
}
