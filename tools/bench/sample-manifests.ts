import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Two Deployments with their Services, one that breaks most rules and one that breaks few, as people write them. */
function manifest(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: queue-${index}
  labels:
    app: queue-${index}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: queue-${index}
  template:
    metadata:
      labels:
        app: queue-${index}
    spec:
      hostNetwork: true
      hostPID: true
      hostIPC: true
      containers:
      - name: queue
        image: queue:latest
        ports:
        - containerPort: 9001
          hostPort: 9001
        securityContext:
          privileged: true
          readOnlyRootFilesystem: false
          allowPrivilegeEscalation: true
          runAsUser: 0
          capabilities:
            add:
              - NET_ADMIN
        volumeMounts:
        - mountPath: /scratch
          name: scratch
          readOnly: true
      volumes:
      - name: scratch
        hostPath:
          # a folder of the node
          path: /tmp
---
apiVersion: v1
kind: Service
metadata:
  name: queue-${index}
spec:
  type: LoadBalancer
  selector:
    app: queue-${index}
  ports:
  - port: 6001
    targetPort: 9001
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cache-${index}
  labels:
    app: cache-${index}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: cache-${index}
  template:
    metadata:
      labels:
        app: cache-${index}
      annotations:
        container.apparmor.security.beta.kubernetes.io/cache: runtime/default
    spec:
      containers:
      - name: cache
        image: registry.example/cache:7
        ports:
        - containerPort: 80
        resources:
          limits:
            cpu: 100m
            memory: 250Mi
        securityContext:
          privileged: false
          readOnlyRootFilesystem: true
          allowPrivilegeEscalation: false
          runAsNonRoot: true
          runAsUser: 1000
---
apiVersion: v1
kind: Service
metadata:
  name: cache-${index}
spec:
  type: LoadBalancer
  selector:
    app: cache-${index}
  ports:
  - port: 80
    targetPort: 80
`
}

/** The text of one file with `pairs` × four objects; names are unique over all files. */
export function sampleFile(file: number, pairs: number): string {
  return Array.from({ length: pairs }, (_, index) => manifest(file * pairs + index)).join('---\n')
}

/** A folder of `files` files with 100 objects each. The caller removes it. */
export function sampleFolder(files: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'toride-bench-'))
  mkdirSync(folder, { recursive: true })
  for (let file = 0; file < files; file += 1) writeFileSync(join(folder, `${String(file).padStart(4, '0')}.yaml`), sampleFile(file, 25))
  return folder
}
