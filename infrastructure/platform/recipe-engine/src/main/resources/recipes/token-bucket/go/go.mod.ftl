module [=project.name]

go 1.21
