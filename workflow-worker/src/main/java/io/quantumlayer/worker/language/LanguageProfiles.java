package io.quantumlayer.worker.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The languages that can be built and tested, from {@code languages/*.yaml}. */
@Component
public class LanguageProfiles {

    private final List<LanguageProfile> profiles;

    /** Reads the profiles on the class path. */
    public LanguageProfiles() {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:languages/*.yaml");
            profiles = Arrays.stream(files)
                    .map(file -> read(yaml, file))
                    .sorted(Comparator.comparing(LanguageProfile::language))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LanguageProfile read(YAMLMapper yaml, Resource file) {
        try (InputStream text = file.getInputStream()) {
            return yaml.readValue(text, LanguageProfile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file.getDescription(), e);
        }
    }

    /** The profile of a language, by its name or an alias in any case. */
    public Optional<LanguageProfile> find(String language) {
        String wanted = language.strip().toLowerCase(Locale.ROOT);
        return profiles.stream()
                .filter(profile ->
                        profile.language().equals(wanted) || profile.aliases().contains(wanted))
                .findFirst();
    }

    /** Names of the languages, sorted. */
    public Set<String> names() {
        return profiles.stream().map(LanguageProfile::language).collect(Collectors.toCollection(TreeSet::new));
    }
}
