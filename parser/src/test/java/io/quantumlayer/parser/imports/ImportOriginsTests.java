package io.quantumlayer.parser.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.ImportedModule;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportOriginsTests {

    private final ImportOrigins origins = new ImportOrigins();

    @Test
    void tellPythonModulesApart() {
        Map<String, String> files = Map.of(
                "app/__init__.py",
                "",
                "app/store.py",
                "",
                "app/json.py",
                "",
                "helpers.py",
                "",
                "tools/lint.py",
                "",
                "src/bank/__init__.py",
                "",
                "src/bank/money.py",
                "");

        assertThat(classified(Language.PYTHON, "app/main.py", files, """
                import os.path as p, requests
                import helpers
                import bank.money
                import json
                import lint
                from . import store
                from .store import x
                from app.store import y
                from __future__ import annotations
                from yaml import load
                """))
                .containsExactly(
                        "os.path standard_library 1",
                        "requests package 1",
                        "helpers project 2",
                        "bank.money project 3",
                        "json standard_library 4",
                        "lint project 5",
                        ". project 6",
                        ".store project 7",
                        "app.store project 8",
                        "__future__ standard_library 9",
                        "yaml package 10");
    }

    @Test
    void letAPythonFileBesideTheScriptHideTheStandardLibrary() {
        assertThat(classified(Language.PYTHON, "main.py", Map.of("token.py", ""), "import token, tokenize\n"))
                .containsExactly("token project 1", "tokenize standard_library 1");
    }

    @Test
    void tellJavaPackagesApart() {
        ProjectNames names = new ProjectNames();
        names.addJavaPackage("org.example.bank");

        assertThat(classified(Language.JAVA, "A.java", names, """
                import java.util.*;
                import java.util.Map.Entry;
                import static java.lang.Math.max;
                import javax.sql.DataSource;
                import javax.inject.Inject;
                import jdk.jfr.Event;
                import com.sun.net.httpserver.HttpServer;
                import org.w3c.dom.Node;
                import org.example.bank.money.Rate;
                import org.example.banking.Rate;
                import java.utils.List;
                """))
                .containsExactly(
                        "java.util.* standard_library 1",
                        "java.util.Map.Entry standard_library 2",
                        "java.lang.Math.max standard_library 3",
                        "javax.sql.DataSource standard_library 4",
                        "javax.inject.Inject package 5",
                        "jdk.jfr.Event standard_library 6",
                        "com.sun.net.httpserver.HttpServer standard_library 7",
                        "org.w3c.dom.Node standard_library 8",
                        "org.example.bank.money.Rate project 9",
                        "org.example.banking.Rate package 10",
                        "java.utils.List package 11");
    }

    @Test
    void tellScriptModulesApart() {
        Map<String, String> files = Map.of("package.json", "{\"name\": \"shop\"}");

        for (Language language : List.of(Language.JAVASCRIPT, Language.TYPESCRIPT)) {
            assertThat(classified(language, "a.js", files, """
                    import fs, { a as b } from 'node:fs';
                    import { readFile } from 'fs/promises';
                    import test from 'node:test';
                    import test2 from 'test';
                    import express from "express";
                    import '@scope/x/y';
                    export * from './rates.js';
                    const path = require('path');
                    const lazy = await import('../lazy.js');
                    import own from '#own';
                    import self from 'shop/part';
                    import alias from '@/store';
                    import nothing from 'node:nothing';
                    """))
                    .containsExactly(
                            "node:fs standard_library 1",
                            "fs/promises standard_library 2",
                            "node:test standard_library 3",
                            "test standard_library 4",
                            "express package 5",
                            "@scope/x/y package 6",
                            "./rates.js project 7",
                            "path standard_library 8",
                            "../lazy.js project 9",
                            "#own project 10",
                            "shop/part project 11",
                            "@/store project 12",
                            "node:nothing package 13");
        }
    }

    @Test
    void tellGoPackagesApart() {
        Map<String, String> files = Map.of("go.mod", "module example.org/bank\n\ngo 1.22\n");

        assertThat(classified(Language.GO, "main.go", files, """
                package main

                import "fmt"
                import (
                	"net/http"
                	_ "embed"
                	m "example.org/bank/money"
                	"example.org/banking"
                	"github.com/google/uuid"
                	"golang.org/x/text"
                )
                """))
                .containsExactly(
                        "fmt standard_library 3",
                        "net/http standard_library 5",
                        "embed standard_library 6",
                        "example.org/bank/money project 7",
                        "example.org/banking package 8",
                        "github.com/google/uuid package 9",
                        "golang.org/x/text package 10");
    }

    private List<String> classified(Language language, String path, Map<String, String> files, String text) {
        ProjectNames names = new ProjectNames();
        files.forEach(names::addFile);
        names.addFile(path, text);
        return classified(language, path, names, text);
    }

    private List<String> classified(Language language, String path, ProjectNames names, String text) {
        try (SyntaxTree tree = Trees.tree(path, language, text)) {
            return Imports.in(tree).stream()
                    .map(found -> origins.classify(language, path, found, names))
                    .map(ImportOriginsTests::described)
                    .toList();
        }
    }

    private static String described(ImportedModule module) {
        return module.module() + " " + module.origin() + " " + module.line();
    }
}
