// A CouchDB-like server of the npm packages beside this file, its databases on disk in FOLDER; prints its port.
"use strict";
const [folder] = process.argv.slice(2);
const express = require("express");
const PouchDB = require("pouchdb");
const app = express();
app.get("/", (_request, response) => response.type("html").send("<!doctype html><title>PouchDB</title>"));
app.get("/pouchdb.js", (_request, response) => response.sendFile(require.resolve("pouchdb/dist/pouchdb.min.js")));
process.chdir(folder);
app.use("/db", require("express-pouchdb")(PouchDB.defaults({ prefix: `${folder}/` }), { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: `${folder}/log.txt` }));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
